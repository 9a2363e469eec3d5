package io.exportcomments.port;

import io.exportcomments.annotation.Experimental;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * An open way to the service: what a {@link TransportProvider} makes, and the client that asked for it closes.
 *
 * <p>All of it is thread-safe.
 */
public interface Transport extends AutoCloseable {
    /** The remote operations on jobs and files. */
    JobTransport jobs();

    /**
     * The remote operations on webhooks.
     *
     * @throws UnsupportedOperationException if this transport has none
     */
    @Experimental
    default WebhookTransport webhooks() {
        throw new UnsupportedOperationException("This transport does not manage webhooks");
    }

    /**
     * Opens WebSockets. They end with the transport: closing it tells their listeners a
     * {@link io.exportcomments.error.ClientClosedException}.
     */
    SocketTransport sockets();

    /** Reads the rows of a JSON result. */
    RowReader rows();

    /**
     * Starts a call for a caller whose thread does nothing but wait for it, and which may therefore carry the exchange
     * in place of a thread of the transport. It is carried here only if it is sent before {@code start} returns.
     * Whatever ends the call, an interrupt of this thread among it, ends the exchange, even where an interceptor's
     * future lies between them, and this returns then. A call that has its answer when {@code start} returns leaves the
     * exchange to a thread of the transport.
     *
     * @param start starts the call, and does not wait for it
     * @return what {@code start} returned, perhaps not done yet; cancelled by now if the thread was interrupted while
     *     it carried the exchange
     */
    default <T> CompletableFuture<T> startHere(Supplier<CompletableFuture<T>> start) {
        return start.get();
    }

    /**
     * Ends all calls under way with a {@link io.exportcomments.error.ClientClosedException}, and frees what the
     * transport made itself: no thread or socket of it is left. What was lent to it stays open. Closing twice is fine.
     */
    @Override
    void close();
}
