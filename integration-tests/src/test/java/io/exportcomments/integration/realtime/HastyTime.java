package io.exportcomments.integration.realtime;

import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Time that goes so many times as fast, with chance that always says the same. */
final class HastyTime implements Timekeeper, AutoCloseable {
    private final int factor;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    HastyTime(int factor) {
        this.factor = factor;
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime() * factor;
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        Future<?> waiting = timer.schedule(task, delay.toNanos() / factor, TimeUnit.NANOSECONDS);
        return () -> waiting.cancel(false);
    }

    @Override
    public double random() {
        return 0.2;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
