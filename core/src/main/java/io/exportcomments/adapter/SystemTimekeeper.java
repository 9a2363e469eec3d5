package io.exportcomments.adapter;

import io.exportcomments.internal.log.LibraryLog;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Real time, with one daemon thread for all timers. The thread starts with the first timer and ends some seconds after
 * the last, so whoever has no end of its own may leave this open. Thread-safe.
 */
public final class SystemTimekeeper implements Timekeeper, AutoCloseable {
    private static final long IDLE_SECONDS = 5;

    private final ScheduledThreadPoolExecutor executor;

    /** Starts no thread until something is scheduled. */
    public SystemTimekeeper() {
        this("exportcomments-timer");
    }

    /** The same with a name for its thread. */
    public SystemTimekeeper(String threadName) {
        this(task -> {
            Thread thread = new Thread(task, threadName);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The same with a thread of the caller's making, which must be a daemon. */
    public SystemTimekeeper(ThreadFactory threads) {
        executor = new ScheduledThreadPoolExecutor(1, threads);
        executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setRejectedExecutionHandler((task, pool) -> {
            // After close nothing waits any more: what is scheduled then is dropped.
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
        var scheduled = executor.schedule(() -> run(task), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LibraryLog.get().log(System.Logger.Level.ERROR, "A timer's task failed; the others go on", e);
        }
    }

    @Override
    public double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    /** Drops all that waits and ends the thread. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
