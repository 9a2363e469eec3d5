package io.exportcomments.transport.http.spi;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Carries requests by some HTTP library: all that a transport has to bring for its remote operations. Thread-safe. */
public interface HttpSender {
    /**
     * Sends a request once, and returns at once. No redirect is followed, nothing is repeated once a byte may be on its
     * way, no body is decompressed, and no time-out ends the exchange: all that is done here, for all transports alike.
     *
     * @param request what to send; the token, if any, as the header {@code X-AUTH-TOKEN}
     * @param listener hears what becomes of it
     * @return ends the exchange on the wire, from any thread and at any time; after its end it does nothing
     */
    Runnable send(HttpRequest request, SendListener listener);

    /** Threads that may block. */
    Executor threads();

    /**
     * Starts a call for a caller who waits for it; see {@link io.exportcomments.port.Transport#startHere}. What is sent
     * before {@code start} returns may be carried by this thread.
     */
    default <T> CompletableFuture<T> startHere(Supplier<CompletableFuture<T>> start) {
        return start.get();
    }

    /**
     * Where the calling thread wants its call to be completed. It is given tasks by threads that may run the caller's
     * code; by default they do so at once.
     */
    default Executor completions() {
        return Runnable::run;
    }
}
