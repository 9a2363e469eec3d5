package io.exportcomments.transport.vertx;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Where a call is completed: on the context of the event loop that made it, or else on a thread of the transport. A call from a worker
 * or a virtual thread may be waited for there, so its context would never come to complete it.
 */
final class Caller {
    private final @Nullable Context context;
    private final Executor threads;

    private Caller(@Nullable Context context, Executor threads) {
        this.context = context;
        this.threads = threads;
    }

    static Caller current(Executor threads) {
        return new Caller(Context.isOnEventLoopThread() ? Vertx.currentContext() : null, threads);
    }

    /** Completes a call, from any thread that must not run the caller's code. */
    void complete(Runnable completion) {
        if (!onContext(completion)) {
            try {
                threads.execute(completion);
            } catch (RejectedExecutionException closed) {
                completion.run();
            }
        }
    }

    /** Completes a call, from a thread that may run the caller's code: one of the transport's, or the one that closes it. */
    void completeHere(Runnable completion) {
        if (!onContext(completion)) {
            completion.run();
        }
    }

    private boolean onContext(Runnable completion) {
        if (context == null) {
            return false;
        }
        try {
            context.runOnContext(nothing -> completion.run());
            return true;
        } catch (RejectedExecutionException gone) {
            return false;
        }
    }
}
