package io.exportcomments.cli.internal.exit;

/** A mistake the user can correct; the message says how, in one line. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** An error with its message. */
    public UsageException(String message) {
        super(message);
    }
}
