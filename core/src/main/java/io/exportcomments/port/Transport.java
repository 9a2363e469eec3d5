package io.exportcomments.port;

import io.exportcomments.annotation.Experimental;

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

    /** Opens WebSockets. They end with the transport: closing it tells their listeners a {@link io.exportcomments.error.ClientClosedException}. */
    SocketTransport sockets();

    /** Reads the rows of a JSON result. */
    RowReader rows();

    /**
     * Ends all calls under way with a {@link io.exportcomments.error.ClientClosedException}, and frees what the transport made
     * itself: no thread or socket of it is left. What was lent to it stays open. Closing twice is fine.
     */
    @Override
    void close();
}
