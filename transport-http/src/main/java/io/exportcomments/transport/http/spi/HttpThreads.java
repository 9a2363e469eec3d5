package io.exportcomments.transport.http.spi;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that read answers and give them to callers. What a caller does there may block, so there are as many as
 * there are answers at once, and idle ones end.
 */
public final class HttpThreads implements ThreadFactory {
    private static final int IDLE_SECONDS = 10;
    private static final int CLOSE_SECONDS = 5;

    private final AtomicInteger count = new AtomicInteger();

    private HttpThreads() {}

    /** New threads, for whoever closes them by {@link #close}. */
    public static ExecutorService start() {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), new HttpThreads());
    }

    @Override
    public Thread newThread(Runnable task) {
        return new HttpThread(task, "exportcomments-http-" + count.incrementAndGet());
    }

    /** Whether the current thread is one of these: it can't wait for its own end. */
    public static boolean isOwnThread() {
        return Thread.currentThread() instanceof HttpThread;
    }

    /** Ends the threads, and waits for that unless it is one of them that closes; what ran on them was ended before. */
    public static void close(ExecutorService threads) {
        threads.shutdown();
        if (isOwnThread()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class HttpThread extends Thread {
        HttpThread(Runnable task, String name) {
            super(task, name);
            setDaemon(true);
        }
    }
}
