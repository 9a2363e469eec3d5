package io.exportcomments.cli.internal.exit;

/** The results can't be written, and the command is for nothing else. */
public final class ResultsUnreadException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** An error that is told where all results are looked after. */
    public ResultsUnreadException() {
        super("the results could not be written to standard output; is the disk full?");
    }
}
