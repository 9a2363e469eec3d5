package io.exportcomments.cli.internal.service;

import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Time that passes faster than real time, for a client of a mock that runs faster. Thread-safe. */
public final class AcceleratedTimekeeper implements Timekeeper, AutoCloseable {
    private final int factor;
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();
    private final ScheduledThreadPoolExecutor executor;

    /** Time from now on, faster by this factor. */
    public AcceleratedTimekeeper(int factor) {
        this.factor = factor;
        this.executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "exportcomments-timer");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setRejectedExecutionHandler((task, pool) -> {
            // After close nothing waits any more.
        });
    }

    @Override
    public Instant now() {
        return start.plusNanos(nanoTime());
    }

    @Override
    public long nanoTime() {
        return (System.nanoTime() - startNanos) * factor;
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        long real = Math.max(0, delay.toNanos() / factor + 1);
        var scheduled = executor.schedule(task, real, TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
