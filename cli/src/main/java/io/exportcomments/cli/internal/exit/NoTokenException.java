package io.exportcomments.cli.internal.exit;

/** No usable token; the message says what to do and does not show the token. */
public final class NoTokenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** An error with its message. */
    public NoTokenException(String message) {
        super(message);
    }
}
