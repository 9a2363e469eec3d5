package io.exportcomments.update.webhook;

import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The time of a receiver that was given none: one daemon thread, which begins with the first timer. */
final class RealTime implements Timekeeper, AutoCloseable {
    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(
            1, task -> new ReceiverThreads.Worker(task, "exportcomments-webhook-timer"));

    RealTime() {
        timers.setRemoveOnCancelPolicy(true);
        timers.setRejectedExecutionHandler((task, closed) -> {
            // After close nothing waits any more.
        });
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        Future<?> scheduled = timers.schedule(task, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    @Override
    public void close() {
        timers.shutdownNow();
    }
}
