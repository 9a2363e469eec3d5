package io.exportcomments.port;

import java.util.concurrent.CompletableFuture;

/**
 * Stands around every call to the transport: retry, limits, metrics, tracing and logging are interceptors.
 *
 * <p>Called on the caller's thread, and must not block. Cancelling the returned future must cancel what it got from the
 * chain; one that only looks returns the chain's own future. Thread-safe.
 */
@FunctionalInterface
public interface TransportInterceptor {
    /** Handles a call: usually by {@link Chain#proceed}, once, more often, or not at all. */
    <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain);

    /**
     * The rest of the way: the next interceptor, or the transport.
     *
     * @param <T> what the call answers
     */
    @FunctionalInterface
    interface Chain<T> {
        /** Goes on; each time is one more attempt. */
        CompletableFuture<T> proceed();
    }
}
