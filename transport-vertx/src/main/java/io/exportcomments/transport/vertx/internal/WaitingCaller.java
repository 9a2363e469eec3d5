package io.exportcomments.transport.vertx.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The thread of a caller that waits for its call, and reads the answer itself, which saves the way over another thread.
 * It is given one only while it does nothing but wait, and one that is there to its end: so it never waits for the wire
 * meanwhile. Thread-safe.
 */
final class WaitingCaller {
    private final Thread thread = Thread.currentThread();

    /** Guarded by this. */
    private boolean waiting;

    private @Nullable VertxSend given;

    /** Gives it an answer to read; false if it does not wait. */
    boolean take(VertxSend answer) {
        synchronized (this) {
            if (!waiting) {
                return false;
            }
            waiting = false;
            given = answer;
        }
        LockSupport.unpark(thread);
        return true;
    }

    /** Waits for the call to end, or for an interrupt, and reads what it is given meanwhile. */
    void await(CompletableFuture<?> call) {
        call.whenComplete((answer, failure) -> LockSupport.unpark(thread));
        while (!call.isDone() && !thread.isInterrupted()) {
            waits(true);
            if (!call.isDone()) {
                LockSupport.park(this);
            }
            read();
        }
        read();
    }

    private void read() {
        VertxSend answer = waits(false);
        if (answer != null) {
            answer.read();
        }
    }

    private synchronized @Nullable VertxSend waits(boolean now) {
        waiting = now && given == null;
        VertxSend answer = now ? null : given;
        given = now ? given : null;
        return answer;
    }
}
