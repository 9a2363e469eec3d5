package io.exportcomments.cli.internal.exit;

/** Many things were to be done, and not all were; the message sums up, in one line. */
public final class Unfinished extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitCode code;

    /** What the command ends with, and what it says. */
    public Unfinished(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    /** What the command ends with. */
    public ExitCode code() {
        return code;
    }
}
