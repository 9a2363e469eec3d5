package io.exportcomments.update.websocket.internal;

import io.exportcomments.update.websocket.internal.ServerMessage.Reply;

/** What the end of a session means for the next attempt. Source: the service's realtime documentation. */
enum SessionEnd {
    /** Try again later. */
    INTERRUPTED,
    /** A limit of the server's is reached, which passes by itself: try again later, and not soon. */
    AT_LIMIT,
    /** The token has run out. */
    TOKEN_EXPIRED,
    /** The token is not accepted. */
    TOKEN_INVALID,
    /** There is no point in trying again. */
    FINAL;

    private static final int UNAUTHORIZED = 101;
    private static final int LIMIT = 106;
    private static final int EXPIRED = 109;
    private static final int SUBSCRIPTION_EXPIRED = 110;
    private static final int CLOSED_EXPIRED = 3005;
    private static final int CLOSED_INVALID = 3500;
    private static final int CLOSED_AT_CONNECTION_LIMIT = 3504;
    private static final int CLOSED_AT_CHANNEL_LIMIT = 3505;

    static SessionEnd ofCode(int code) {
        if (code == CLOSED_INVALID) {
            return TOKEN_INVALID;
        }
        if (code == CLOSED_EXPIRED) {
            return TOKEN_EXPIRED;
        }
        if (code == CLOSED_AT_CONNECTION_LIMIT || code == CLOSED_AT_CHANNEL_LIMIT) {
            return AT_LIMIT;
        }
        boolean last = (code >= 3500 && code < 4000) || (code >= 4500 && code < 5000);
        return last ? FINAL : INTERRUPTED;
    }

    static SessionEnd ofError(Reply reply) {
        return switch (reply.error()) {
            case EXPIRED, SUBSCRIPTION_EXPIRED -> TOKEN_EXPIRED;
            case LIMIT -> AT_LIMIT;
            case UNAUTHORIZED -> TOKEN_INVALID;
            default -> reply.isTemporary() ? INTERRUPTED : FINAL;
        };
    }
}
