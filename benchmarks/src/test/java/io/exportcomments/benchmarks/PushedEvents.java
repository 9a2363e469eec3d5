package io.exportcomments.benchmarks;

import io.exportcomments.ExportComments;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.Plan;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.update.websocket.WebSocketUpdates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/**
 * Bursts of progress over many watched jobs, from the wire to the listeners; and the bare socket, which only hears the
 * frames.
 */
final class PushedEvents implements Comparison {
    private static final int JOBS = 100;
    private static final int EVENTS_A_JOB = 20;
    private static final Plan WIDE = new Plan("wide", 1_000_000, 1, 1, 1, 1, 1);

    private final List<JobGuid> jobs = new ArrayList<>();
    private final CannedService service = new CannedService("progress");
    private final CannedService bareService = new CannedService("progress");
    private final OkHttpClient bareClient = new OkHttpClient();
    private final WebSocket bareSocket;
    private final ExportComments client;
    private volatile CountDownLatch bareMissing = new CountDownLatch(1);
    private volatile CountDownLatch missing = new CountDownLatch(JOBS);
    private volatile long last;
    private long exported;
    private long offset;

    PushedEvents() throws IOException, InterruptedException, TimeoutException {
        client = ExportComments.builder()
                .token(ClientCalls.TOKEN)
                .baseUrl(service.url())
                .plan(WIDE)
                .transport(RetrofitTransport.create())
                .updates(WebSocketUpdates.create())
                .reconcileEvery(Duration.ofHours(1))
                .build();
        for (int i = 0; i < JOBS; i++) {
            JobGuid guid = JobGuid.of(new UUID(4711, i).toString());
            jobs.add(guid);
            client.job(guid).onUpdate(this::heard);
        }
        await(missing);
        bareSocket = bareClient.newWebSocket(
                new Request.Builder().url(bareService.realtimeUrl().toString()).build(), new WebSocketListener() {
                    @Override
                    public void onMessage(WebSocket socket, String text) {
                        bareMissing.countDown();
                    }
                });
        bareSocket.send("{\"id\":1,\"connect\":{}}");
        await(bareMissing);
    }

    private void heard(JobUpdate update) {
        if (update.job().totalExported().orElse(-1) == last) {
            missing.countDown();
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException, TimeoutException {
        if (!latch.await(60, TimeUnit.SECONDS)) {
            throw new TimeoutException("Not all was heard: " + latch.getCount() + " are missing");
        }
    }

    @Override
    public int operations() {
        return JOBS * EVENTS_A_JOB;
    }

    @Override
    public Map<String, Work> sides() throws IOException {
        byte[] sameAgain = burst();
        exported = 0;
        offset = 0;
        Map<String, Work> sides = new LinkedHashMap<>();
        sides.put("OkHttp's socket alone", () -> {
            bareMissing = new CountDownLatch(operations());
            bareService.push(sameAgain);
            await(bareMissing);
            return sameAgain;
        });
        sides.put(OURS, () -> {
            byte[] frames = onServerThread();
            last = exported;
            missing = new CountDownLatch(JOBS);
            service.push(frames);
            await(missing);
            return frames;
        });
        return sides;
    }

    /** Made where it is not counted. */
    private byte[] onServerThread() throws InterruptedException {
        byte[][] made = new byte[1][];
        Thread thread = new Thread(() -> made[0] = burst(), CannedService.THREADS);
        thread.start();
        thread.join();
        return made[0];
    }

    private byte[] burst() {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int i = 0; i < EVENTS_A_JOB; i++) {
            exported++;
            for (JobGuid guid : jobs) {
                frames.writeBytes(CannedService.frame(Samples.progress(guid.value(), exported, ++offset)));
            }
        }
        return frames.toByteArray();
    }

    @Override
    public void close() throws IOException {
        client.close();
        bareSocket.cancel();
        bareClient.dispatcher().executorService().shutdown();
        service.close();
        bareService.close();
    }
}
