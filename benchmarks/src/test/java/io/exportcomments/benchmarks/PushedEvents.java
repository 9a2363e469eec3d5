package io.exportcomments.benchmarks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/**
 * Bursts of progress over many watched jobs, from the wire to the listeners; the realtime server's own client, whose
 * events are read by hand; and the bare socket, which only hears the frames.
 */
final class PushedEvents implements Comparison {
    private static final int JOBS = 100;

    private final WatchedJobs ours = new WatchedJobs(JOBS);
    private final CannedService bareService = new CannedService("progress");
    private final OkHttpClient bareClient = new OkHttpClient();
    private final WebSocket bareSocket;
    private final CannedService officialService = new CannedService("progress");
    private final CentrifugeSocket official = new CentrifugeSocket(officialService, this::heardOfficially);
    private final Burst burst = new Burst(JOBS);
    private final Burst officialBurst = new Burst(JOBS);
    private volatile CountDownLatch bareMissing = new CountDownLatch(1);
    private volatile CountDownLatch officialMissing = new CountDownLatch(1);

    PushedEvents() throws IOException, InterruptedException, TimeoutException {
        bareSocket = bareClient.newWebSocket(
                new Request.Builder().url(bareService.realtimeUrl().toString()).build(), new WebSocketListener() {
                    @Override
                    public void onMessage(WebSocket socket, String text) {
                        bareMissing.countDown();
                    }
                });
        bareSocket.send("{\"id\":1,\"connect\":{}}");
        WatchedJobs.await(bareMissing);
        official.awaitConnected();
    }

    private void heardOfficially(PlainJob job) {
        if (job.guid != null && job.totalExported != null) {
            officialMissing.countDown();
        }
    }

    @Override
    public int operations() {
        return Burst.events();
    }

    @Override
    public Map<String, Work> sides() {
        byte[] sameAgain = burst.next(Burst::json);
        Map<String, Work> sides = new LinkedHashMap<>();
        sides.put("OkHttp's socket alone", () -> {
            bareMissing = new CountDownLatch(operations());
            bareService.push(sameAgain);
            WatchedJobs.await(bareMissing);
            return sameAgain;
        });
        sides.put("centrifuge-java, and Moshi by hand", () -> {
            byte[] frames = officialBurst.nextUncounted(Burst::protobuf);
            officialMissing = new CountDownLatch(operations());
            Stopwatch.run(() -> {
                officialService.push(frames);
                WatchedJobs.await(officialMissing);
                return frames;
            });
            return frames;
        });
        sides.put(OURS, ours);
        return sides;
    }

    @Override
    public void close() throws IOException {
        ours.close();
        bareSocket.cancel();
        bareClient.dispatcher().executorService().shutdown();
        official.close();
        officialService.close();
        bareService.close();
    }
}
