package io.exportcomments.update.websocket.internal;

/**
 * Trouble of the realtime connection. The message is the library's own in every word: what the server said, which might
 * repeat the token, is not in it.
 */
final class RealtimeException extends Exception {
    private static final long serialVersionUID = 1L;

    RealtimeException(String message) {
        super(message);
    }

    static RealtimeException closed(int code) {
        return new RealtimeException("The realtime connection was closed with code " + code + meaning(code));
    }

    static RealtimeException refused(String command, int error) {
        return new RealtimeException("The realtime server refused to " + command + " with error " + error);
    }

    private static String meaning(int code) {
        return switch (code) {
            case 3001 -> ": the server shuts down";
            case 3005 -> ": the token ran out";
            case 3008 -> ": this client is too slow";
            case 3010 -> ": the server may have missed something";
            case 3012 -> ": no pong came";
            case 3500 -> ": the token is invalid";
            case 3503 -> ": the service forces the client to go";
            case 3504 -> ": too many connections";
            case 3507 -> ": permission denied";
            default -> "";
        };
    }
}
