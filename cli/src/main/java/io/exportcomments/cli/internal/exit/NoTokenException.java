package io.exportcomments.cli.internal.exit;

/** There is no token that could be sent; the message says what to do, and does not show what there is. */
public final class NoTokenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** An error with its message. */
    public NoTokenException(String message) {
        super(message);
    }
}
