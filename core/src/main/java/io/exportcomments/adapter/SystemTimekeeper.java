package io.exportcomments.adapter;

import io.exportcomments.internal.log.LibraryLog;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Real time, with one daemon thread for all timers. The thread starts with the first timer and ends some seconds after
 * the last, so whoever has no end of its own may leave this open. Thread-safe.
 */
public final class SystemTimekeeper implements Timekeeper, AutoCloseable {
    private static final long IDLE_SECONDS = 5;
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final ScheduledThreadPoolExecutor executor;
    private final AtomicBoolean ticking = new AtomicBoolean();
    private volatile boolean used;

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
        long nanos = Math.max(0, delay.toNanos());
        if (nanos > TICK_NANOS) {
            tickBefore();
        }
        var scheduled = executor.schedule(() -> run(task), nanos, TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    /**
     * A timer that is due before all others wakes the thread when it is set. Most are cancelled long before they are
     * due, such as those of calls, and to wake a thread costs more than all else about them. So as long as timers are
     * set, there is one that is due before them.
     */
    private void tickBefore() {
        used = true;
        if (!ticking.get() && ticking.compareAndSet(false, true)) {
            tickLater();
        }
    }

    private void tickLater() {
        var ignored = executor.schedule(this::tick, TICK_NANOS, TimeUnit.NANOSECONDS);
    }

    private void tick() {
        boolean goesOn = used;
        used = false;
        ticking.set(goesOn);
        if (goesOn) {
            tickLater();
        }
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
