package io.exportcomments.bulk.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A few daemon threads, ended when idle; what comes after closing is dropped. */
public final class BulkThreads implements Executor, AutoCloseable {
    private static final long IDLE_SECONDS = 5;

    private final ThreadPoolExecutor pool;

    /** At most so many threads, with names that begin so. */
    public BulkThreads(String name, int most) {
        AtomicInteger number = new AtomicInteger();
        pool = new ThreadPoolExecutor(most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        pool.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** Interrupts what runs, and drops what waits. */
    @Override
    public void close() {
        pool.shutdownNow();
    }
}
