package io.exportcomments.update.webhook.internal;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads for one sort of work, ended when idle. How much may wait for them is bounded by whoever brings it. */
public final class ReceiverThreads implements Executor {
    private static final int IDLE_SECONDS = 5;

    private final ThreadPoolExecutor pool;

    ReceiverThreads(String name, int threads) {
        AtomicInteger number = new AtomicInteger();
        pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> new Worker(task, "exportcomments-webhook-" + name + "-" + number.incrementAndGet()));
        pool.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** Interrupts what runs, and gives back what waited. */
    List<Runnable> stop() {
        return pool.shutdownNow();
    }

    /** Whether the current thread is one of a receiver's: it can't wait for its own work to end. */
    static boolean isCurrent() {
        return Thread.currentThread() instanceof Worker;
    }

    /** The thread of a receiver's timers. */
    public static Thread forTimers(Runnable task) {
        return new Worker(task, "exportcomments-webhook-timer");
    }

    /** A thread of a receiver. */
    static final class Worker extends Thread {
        Worker(Runnable task, String name) {
            super(task, name);
            setDaemon(true);
        }
    }
}
