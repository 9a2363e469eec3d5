package io.exportcomments.transport.retrofit.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/** The ways in which OkHttp says that its dispatcher's threads are shut down. */
final class Rejections {
    private Rejections() {}

    /** The failure; a rejection where no task is taken any more, and a break where the thread had to end. */
    static Throwable told(Throwable failure, ExecutorService threads) {
        if (!(failure instanceof InterruptedIOException) || !threads.isShutdown()) {
            return failure;
        }
        String why = "The threads of the OkHttpClient are shut down";
        return "executor rejected".equals(failure.getMessage())
                ? new RejectedExecutionException(why, failure)
                : new IOException(why, failure);
    }
}
