package io.exportcomments.policy.resilience4j.internal.limit;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread that asks a log which may block; a daemon, which ends when it is idle. Thread-safe. */
public final class AskingThread implements Executor {
    private static final long IDLE_SECONDS = 5;

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, "exportcomments-quota");
                thread.setDaemon(true);
                return thread;
            });

    /** Starts no thread until there is something to ask. */
    public AskingThread() {
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }
}
