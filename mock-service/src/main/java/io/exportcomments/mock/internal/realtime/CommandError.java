package io.exportcomments.mock.internal.realtime;

import io.vertx.core.json.JsonObject;

/** The server's no to a command. */
final class CommandError extends RuntimeException {

    /** The token has expired, or is not good yet. */
    static final int TOKEN_EXPIRED = 109;

    private final int code;
    private final String text;

    CommandError(int code, String text) {
        super(code + " " + text, null, false, false);
        this.code = code;
        this.text = text;
    }

    int code() {
        return code;
    }

    JsonObject toJson() {
        JsonObject error = new JsonObject().put("code", code).put("message", text);
        return code == 100 || code == 111 ? error.put("temporary", true) : error;
    }
}
