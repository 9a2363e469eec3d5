package io.exportcomments.spring.boot.internal;

/** The properties name no proxy, or no SSL bundle, that could be used. The message shows no password. */
public final class InvalidNetworkException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidNetworkException(String message) {
        super(message);
    }
}
