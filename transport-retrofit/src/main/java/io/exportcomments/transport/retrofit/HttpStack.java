package io.exportcomments.transport.retrofit;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/**
 * The threads and connections that a transport stands on, and whose they are.
 *
 * @param base the client to derive from
 * @param threads where calls are run
 * @param owned whether closing the transport frees them
 */
record HttpStack(OkHttpClient base, ExecutorService threads, boolean owned) {
    /** Calls at once, and connections kept for them: a smaller pool would open a connection for nearly every call. */
    private static final int CALLS = 64;

    private static final int IDLE_THREAD_SECONDS = 10;
    private static final int IDLE_CONNECTION_MINUTES = 5;
    private static final int CLOSE_SECONDS = 2;

    static HttpStack ofItsOwn() {
        ExecutorService threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_THREAD_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new HttpThreads());
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(CALLS);
        dispatcher.setMaxRequestsPerHost(CALLS);
        OkHttpClient client = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(CALLS, IDLE_CONNECTION_MINUTES, TimeUnit.MINUTES))
                .build();
        return new HttpStack(client, threads, true);
    }

    static HttpStack lent(OkHttpClient client) {
        return new HttpStack(client, client.dispatcher().executorService(), false);
    }

    /** Frees what is owned; the calls on it were cancelled before, and so end at once. */
    void close() {
        if (!owned) {
            return;
        }
        threads.shutdown();
        if (!HttpThreads.isOwnThread()) {
            awaitEnd();
        }
        base.connectionPool().evictAll();
    }

    private void awaitEnd() {
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
}
