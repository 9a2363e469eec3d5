package io.exportcomments.cli.internal.exit;

/** A batch ended before all its exports were done; the message sums up in one line. */
public final class BatchIncompleteException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitCode code;

    /** An error with the exit code of the command. */
    public BatchIncompleteException(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    /** The exit code of the command. */
    public ExitCode code() {
        return code;
    }
}
