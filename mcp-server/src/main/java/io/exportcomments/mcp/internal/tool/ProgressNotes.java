package io.exportcomments.mcp.internal.tool;

import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import org.jspecify.annotations.Nullable;

/** Sends progress to the client that asked for it: each note is further than the one before. Thread-safe. */
final class ProgressNotes implements CallProgress {
    private static final System.Logger LOG = System.getLogger("io.exportcomments.mcp");

    private final McpAsyncServerExchange exchange;
    private final Object token;
    private long furthest = -1;

    private ProgressNotes(McpAsyncServerExchange exchange, Object token) {
        this.exchange = exchange;
        this.token = token;
    }

    /** Notes with the token of a call; none where it has none. */
    static CallProgress of(McpAsyncServerExchange exchange, @Nullable Object token) {
        return token == null ? NONE : new ProgressNotes(exchange, token);
    }

    @Override
    public void at(long exported, long total, String message) {
        if (isFurther(exported)) {
            var note = ProgressNotification.builder(token, (double) exported).message(message);
            if (total > 0) {
                note.total((double) total);
            }
            exchange.progressNotification(note.build())
                    .subscribe(nothing -> {}, e -> LOG.log(System.Logger.Level.DEBUG, "No progress was sent", e));
        }
    }

    private synchronized boolean isFurther(long exported) {
        boolean further = exported > furthest;
        furthest = Math.max(furthest, exported);
        return further;
    }
}
