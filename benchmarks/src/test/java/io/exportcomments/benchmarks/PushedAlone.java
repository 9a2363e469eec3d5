package io.exportcomments.benchmarks;

import io.exportcomments.ExportComments;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.update.websocket.WebSocketUpdates;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** One event at a time, from the server's sending to the listener, and back to the thread that sent it. */
final class PushedAlone implements Comparison {
    private static final JobGuid JOB = JobGuid.of(Samples.GUID);

    private final CannedService service = new CannedService("progress");
    private final CannedService bareService = new CannedService("progress");
    private final OkHttpClient bareClient = new OkHttpClient();
    private final WebSocket bareSocket;
    private final ExportComments client;
    private final Semaphore heard = new Semaphore(0);
    private long exported;

    PushedAlone() throws IOException, InterruptedException, TimeoutException {
        client = ExportComments.builder()
                .token(ClientCalls.TOKEN)
                .baseUrl(service.url())
                .transport(RetrofitTransport.create())
                .updates(WebSocketUpdates.create())
                .reconcileEvery(Duration.ofHours(1))
                .build();
        client.job(JOB).onUpdate(this::heard);
        awaitHeard();
        bareSocket = bareClient.newWebSocket(
                new Request.Builder().url(bareService.realtimeUrl().toString()).build(), new WebSocketListener() {
                    @Override
                    public void onMessage(WebSocket socket, String text) {
                        heard.release();
                    }
                });
        bareSocket.send("{\"id\":1,\"connect\":{}}");
        awaitHeard();
    }

    private void heard(JobUpdate update) {
        heard.release();
    }

    private void awaitHeard() throws InterruptedException, TimeoutException {
        if (!heard.tryAcquire(1, TimeUnit.MINUTES)) {
            throw new TimeoutException("An event was not heard");
        }
    }

    @Override
    public Map<String, Work> sides() {
        Map<String, Work> sides = new LinkedHashMap<>();
        sides.put("OkHttp's socket alone", () -> pushed(bareService));
        sides.put(OURS, () -> pushed(service));
        return sides;
    }

    private Object pushed(CannedService from) throws Exception {
        exported++;
        from.pushHere(Burst.json(JOB.value(), exported, exported));
        awaitHeard();
        return from;
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
