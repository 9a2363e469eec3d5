package io.exportcomments.campaign;

import io.exportcomments.ExportComments;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.fault.Faults;
import io.exportcomments.mock.job.Jobs;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.update.polling.PollingUpdates;
import io.exportcomments.update.websocket.WebSocketUpdates;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The mock with its sockets and a client on OkHttp, in one process and in real time. */
final class RealSoakPlace implements SoakPlace {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final MockService mock;
    private final ExportComments client;
    private final ScheduledExecutorService program = Executors.newSingleThreadScheduledExecutor();

    RealSoakPlace(long seed) {
        mock = MockService.builder().plan(ServicePlan.unlimited()).seed(seed).start();
        client = ExportComments.builder()
                .baseUrl(mock.baseUrl())
                .token(mock.token())
                .transport(RetrofitTransport.create())
                .plan(Plan.BUSINESS)
                .updates(WebSocketUpdates.create())
                .updates(PollingUpdates.create())
                .build();
    }

    @Override
    public ExportComments client() {
        return client;
    }

    @Override
    public Jobs jobs() {
        return mock.jobs();
    }

    @Override
    public Faults faults() {
        return mock.faults();
    }

    @Override
    public void pass(Duration length) {
        passUntil(() -> false, length);
    }

    @Override
    public boolean passUntil(BooleanSupplier condition, Duration bound) {
        long end = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            try {
                TimeUnit.NANOSECONDS.sleep(Math.min(left, LOOK.toNanos()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("The soak was interrupted", e);
            }
        }
        return true;
    }

    @Override
    public Duration rest() {
        return Duration.ofSeconds(2);
    }

    @Override
    public void later(Duration delay, Runnable task) {
        program.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void forget() {
        mock.journal().clear();
        Logs.taken();
    }

    @Override
    public int open() {
        return 0;
    }

    @Override
    public void close() {
        client.close();
        program.shutdownNow();
        mock.close();
    }
}
