package io.exportcomments.transport.retrofit;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the threads on which calls run. While one runs, OkHttp gives it the name of the address. */
final class HttpThreads implements ThreadFactory {
    private final AtomicInteger count = new AtomicInteger();

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
