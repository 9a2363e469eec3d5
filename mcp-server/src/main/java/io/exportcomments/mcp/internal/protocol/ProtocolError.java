package io.exportcomments.mcp.internal.protocol;

/** Errors of the protocol itself, for messages that never reach a tool. */
enum ProtocolError {
    /** What came is no JSON, or no message. */
    UNREADABLE(-32_700, "The message can't be read: it must be one JSON-RPC message in UTF-8"),
    /** A request lacks what its method needs. */
    PARAMETERS(-32_602, "The parameters of the request are missing, or not of the kind that its method takes"),
    /** A message was too long. */
    TOO_LONG(-32_600, "The message is longer than 1 MiB"),
    /** The request came from a page of another site. */
    FOREIGN(-32_600, "Only programs and pages of this machine may connect"),
    /** The request has no id of a session, or that of one that is over. */
    NO_SESSION(-32_600, "There is no such session: initialize a new one"),
    /** A call came before the handshake. */
    UNINITIALIZED(-32_600, "There is no session yet: send initialize first. Nothing was done"),
    /** The client speaks a version that is not known here. */
    VERSION(-32_600, "This version of the protocol is not supported"),
    /** Too many calls are in progress. */
    BUSY(-32_000, "Too many calls are in progress: wait until one of them ends, then call again"),
    /** A call has the id of one that is in progress. */
    TWICE(
            -32_600,
            "A call with this id is in progress, so this one was not begun. If the answer of that one is lost, list_jobs"
                    + " shows what came of it"),
    /** The server is closing. */
    CLOSING(-32_000, "The server is shutting down");

    private final int code;
    private final String text;

    ProtocolError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** The code of JSON-RPC. */
    int code() {
        return code;
    }

    /** In words. */
    String text() {
        return text;
    }

    /** A message that answers no request in particular. */
    String json() {
        return "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":" + code + ",\"message\":\"" + text + "\"}}";
    }
}
