package io.exportcomments.spring.boot.internal;

/** The properties have signing secrets that can't be used. The message shows none, and no cause does. */
public final class InvalidWebhookSecretException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidWebhookSecretException(String message) {
        super(message);
    }
}
