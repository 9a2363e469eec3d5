package io.exportcomments.mcp;

import io.exportcomments.mcp.internal.protocol.StreamSessions;

/**
 * An assistant that is connected by two streams. Thread-safe.
 *
 * <p>Reading can't be interrupted: the thread that does it, a daemon, stays until the input has a line or ends.
 */
public final class StreamConnection implements AutoCloseable {
    private final StreamSessions sessions;
    private final ServerParts parts;

    StreamConnection(StreamSessions sessions, ServerParts parts) {
        this.sessions = sessions;
        this.parts = parts;
    }

    /** Waits until the input ends, nobody reads the output any more, or this is closed. */
    public void awaitEnd() throws InterruptedException {
        sessions.awaitEnd();
    }

    /**
     * Cancels the calls that are in progress, and ends the connection. The streams stay open. Closing twice is fine.
     */
    @Override
    public void close() {
        sessions.close();
        parts.close();
    }
}
