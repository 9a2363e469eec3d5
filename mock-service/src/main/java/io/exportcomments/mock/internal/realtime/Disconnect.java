package io.exportcomments.mock.internal.realtime;

/** The server's reason to close a connection. */
final class Disconnect extends RuntimeException {

    private final int code;
    private final String reason;

    Disconnect(int code, String reason) {
        super(code + " " + reason, null, false, false);
        this.code = code;
        this.reason = reason;
    }

    static Disconnect badRequest() {
        return new Disconnect(3501, "bad request");
    }

    static Disconnect invalidToken() {
        return new Disconnect(3500, "invalid token");
    }

    static Disconnect expired() {
        return new Disconnect(3005, "connection expired");
    }

    int code() {
        return code;
    }

    String reason() {
        return reason;
    }
}
