package io.exportcomments.internal.create;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.ClientClosedException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Whether anything of a creation may have been taken, and whether more goes out. Interceptors may let it out again and
 * again, each time after it was certainly refused. Who was told that nothing was taken may send it again, so nothing
 * must go out after that: whichever comes first decides, a sending or the end. Thread-safe.
 */
final class SendingGate {
    private int mayBeTaken;
    private boolean closed;

    /** The request is about to be sent; false if it was given up before, and must not be. */
    synchronized boolean goesOut() {
        if (!closed) {
            mayBeTaken++;
        }
        return !closed;
    }

    /** Nothing more will be sent; false if something that was sent, or is about to be, may be taken. */
    synchronized boolean isGivenUp() {
        closed |= mayBeTaken == 0;
        return closed;
    }

    /**
     * Sends it.
     *
     * @param before runs before, and asks whether it {@link #goesOut}
     */
    <T> CompletableFuture<T> send(Runnable before, Supplier<CompletableFuture<T>> exchange) {
        before.run();
        CompletableFuture<T> sent = exchange.get();
        sent.whenComplete((answer, failure) -> {
            if (failure != null && isRefusal(Failures.unwrap(failure))) {
                refused();
            }
        });
        return sent;
    }

    private static boolean isRefusal(Throwable failure) {
        return CreationEvidence.of(failure) == CreationEvidence.REFUSED
                && !(failure instanceof ClientClosedException closed && !closed.provesNothingTaken());
    }

    private synchronized void refused() {
        mayBeTaken--;
    }
}
