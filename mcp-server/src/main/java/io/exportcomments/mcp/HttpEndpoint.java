package io.exportcomments.mcp;

import io.exportcomments.mcp.internal.protocol.HttpSessions;
import java.net.URI;

/** An address to which assistants of this machine connect. Thread-safe. */
public final class HttpEndpoint implements AutoCloseable {
    private final HttpSessions sessions;
    private final ServerParts parts;

    HttpEndpoint(HttpSessions sessions, ServerParts parts) {
        this.sessions = sessions;
        this.parts = parts;
    }

    /** The URL to give to an assistant. */
    public URI address() {
        return sessions.address();
    }

    /** Cancels the calls that are in progress, and frees threads and port. Closing twice is fine. */
    @Override
    public void close() {
        sessions.close();
        parts.close();
    }
}
