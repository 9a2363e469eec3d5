package io.exportcomments.port;

/**
 * An open way to the service: what a {@link TransportProvider} makes, and the client that asked for it closes.
 *
 * <p>All of it is thread-safe.
 */
public interface Transport extends AutoCloseable {
    /** The remote operations on jobs and files. */
    JobTransport jobs();

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
