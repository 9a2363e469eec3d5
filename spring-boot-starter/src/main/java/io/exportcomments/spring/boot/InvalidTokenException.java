package io.exportcomments.spring.boot;

/** There is no token, or it can't be one. The message does not show it. */
final class InvalidTokenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidTokenException(String message) {
        super(message);
    }
}
