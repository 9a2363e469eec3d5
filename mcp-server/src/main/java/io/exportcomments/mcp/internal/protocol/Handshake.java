package io.exportcomments.mcp.internal.protocol;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;

/**
 * How far a session over two streams has begun. The SDK keeps what comes before the client has said that it is ready,
 * without an answer, and does it whenever that is said: a call that nobody waits for any more could cost an export. For
 * the thread that reads.
 */
final class Handshake {
    private boolean begun;
    private boolean ready;

    /** What is to be done with a request. */
    enum Next {
        /** It is served. */
        READY,
        /** It is served, and shows that the client is ready, which this one does not say by itself. */
        READY_BY_IT,
        /** It only wants to know whether somebody is there. */
        ALIVE,
        /** It is refused, as there is no session yet. */
        TOO_EARLY
    }

    /** A message that is no request came. */
    void heard(JSONRPCMessage message) {
        ready |= begun
                && message instanceof JSONRPCNotification notification
                && McpSchema.METHOD_NOTIFICATION_INITIALIZED.equals(notification.method());
    }

    /** A request came. */
    Next next(JSONRPCRequest request) {
        if (McpSchema.METHOD_INITIALIZE.equals(request.method())) {
            begun = true;
        } else if (!ready) {
            return early(request);
        }
        return Next.READY;
    }

    private Next early(JSONRPCRequest request) {
        if (McpSchema.METHOD_PING.equals(request.method())) {
            return Next.ALIVE;
        }
        return begun ? Next.READY_BY_IT : Next.TOO_EARLY;
    }
}
