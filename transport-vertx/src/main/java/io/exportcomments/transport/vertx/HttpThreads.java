package io.exportcomments.transport.vertx;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the threads that decode answers and give them to callers who are on no event loop. What a caller does there may block, so
 * there are as many as there are answers at once, and idle ones end.
 */
final class HttpThreads implements ThreadFactory {
    private static final int IDLE_SECONDS = 10;

    private final AtomicInteger count = new AtomicInteger();

    static ExecutorService start() {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), new HttpThreads());
    }

    @Override
    public Thread newThread(Runnable task) {
        return new HttpThread(task, "exportcomments-http-" + count.incrementAndGet());
    }

    static boolean isOwnThread() {
        return Thread.currentThread() instanceof HttpThread;
    }

    private static final class HttpThread extends Thread {
        HttpThread(Runnable task, String name) {
            super(task, name);
            setDaemon(true);
        }
    }
}
