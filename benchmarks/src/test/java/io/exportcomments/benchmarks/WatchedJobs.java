package io.exportcomments.benchmarks;

import io.exportcomments.ExportComments;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.Plan;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.update.websocket.WebSocketUpdates;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client of ours that watches so many jobs on one socket, each heard by a listener of its own. */
final class WatchedJobs implements Work, AutoCloseable {
    private static final Plan WIDE = new Plan("wide", 100_000_000, 1, 1, 1, 1, 1);

    private final CannedService service = new CannedService("progress");
    private final Burst burst;
    private final ExportComments client;
    private volatile CountDownLatch missing;
    private volatile long last;

    WatchedJobs(int watched) throws IOException, InterruptedException, TimeoutException {
        burst = new Burst(watched);
        missing = new CountDownLatch(watched);
        client = ExportComments.builder()
                .token(ClientCalls.TOKEN)
                .baseUrl(service.url())
                .plan(WIDE)
                .transport(RetrofitTransport.create())
                .updates(WebSocketUpdates.create())
                .reconcileEvery(Duration.ofHours(1))
                .build();
        for (JobGuid guid : burst.jobs()) {
            client.job(guid).onUpdate(this::heard);
        }
        await(missing);
    }

    private void heard(JobUpdate update) {
        if (update.job().totalExported().orElse(-1) == last) {
            missing.countDown();
        }
    }

    static void await(CountDownLatch latch) throws InterruptedException, TimeoutException {
        if (!latch.await(5, TimeUnit.MINUTES)) {
            throw new TimeoutException("Not all was heard: " + latch.getCount() + " are missing");
        }
    }

    /** Sends a burst, and waits until the last of it is heard. */
    @Override
    public Object once() throws Exception {
        byte[] frames = burst.nextUncounted(Burst::json);
        last = burst.exported();
        missing = new CountDownLatch(burst.touched());
        Stopwatch.run(() -> {
            service.push(frames);
            await(missing);
            return frames;
        });
        return frames;
    }

    @Override
    public void close() throws IOException {
        client.close();
        service.close();
    }
}
