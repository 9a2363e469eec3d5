package io.exportcomments.policy.resilience4j.internal.call;

import io.exportcomments.adapter.SystemTimekeeper;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Real time on threads of its own: one that rings, and few that do what is due, so that an attempt which takes long to
 * begin keeps no other from beginning in time. All are daemons and end when idle: policies are shared by clients and
 * never closed. Thread-safe.
 */
public final class PolicyTimekeeper implements Timekeeper {
    private static final int MOST_THREADS = 4;
    private static final long IDLE_SECONDS = 5;

    private final Timekeeper alarms = new SystemTimekeeper("exportcomments-policy-timer");
    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            MOST_THREADS, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, "exportcomments-policy");
                thread.setDaemon(true);
                return thread;
            });

    /** Starts no thread until something is due. */
    public PolicyTimekeeper() {
        workers.allowCoreThreadTimeOut(true);
    }

    @Override
    public Instant now() {
        return alarms.now();
    }

    @Override
    public long nanoTime() {
        return alarms.nanoTime();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        return alarms.schedule(delay, () -> workers.execute(task));
    }

    @Override
    public double random() {
        return alarms.random();
    }
}
