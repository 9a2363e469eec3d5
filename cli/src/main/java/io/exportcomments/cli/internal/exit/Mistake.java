package io.exportcomments.cli.internal.exit;

/** Something that the person at the command line can put right; the message says what and how, in one line. */
public final class Mistake extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** A mistake with its message. */
    public Mistake(String message) {
        super(message);
    }
}
