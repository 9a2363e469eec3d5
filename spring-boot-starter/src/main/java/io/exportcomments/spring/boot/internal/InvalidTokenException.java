package io.exportcomments.spring.boot.internal;

/** There is no token, or it can't be one. The message does not show it. */
public final class InvalidTokenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidTokenException(String message) {
        super(message);
    }
}
