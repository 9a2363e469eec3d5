package io.exportcomments.mcp.internal.protocol;

import io.modelcontextprotocol.spec.McpStreamableServerSession;

/**
 * A session over HTTP.
 *
 * @param session the SDK's part of it
 * @param calls its calls that are in progress
 */
record OpenSession(McpStreamableServerSession session, RunningCalls calls) {
    /** Cancels its calls, and ends it. */
    void close() {
        calls.cancelAll();
        session.close();
    }
}
