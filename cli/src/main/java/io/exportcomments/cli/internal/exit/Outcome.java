package io.exportcomments.cli.internal.exit;

import io.exportcomments.bulk.port.BulkStoreException;
import io.exportcomments.error.AuthenticationException;
import io.exportcomments.error.CallCancelledException;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.EmptyResultException;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.JobFailedException;
import io.exportcomments.error.JobStoppedException;
import io.exportcomments.error.LifecycleConflictException;
import io.exportcomments.error.LocalFileException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.UpdatesUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * What an error means for a command: the exit code and one line for a person.
 *
 * @param code the exit code
 * @param line the message, without a line break
 */
public record Outcome(ExitCode code, String line) {

    /** The outcome that an error stands for. */
    public static Outcome of(Throwable error) {
        if (error instanceof UsageException || error instanceof ResultsUnreadException) {
            return new Outcome(ExitCode.USAGE, oneLine(error.getMessage()));
        }
        if (error instanceof BatchIncompleteException unfinished) {
            return new Outcome(unfinished.code(), oneLine(unfinished.getMessage()));
        }
        if (error instanceof BulkStoreException) {
            return new Outcome(ExitCode.SERVICE, oneLine(error.getMessage()));
        }
        if (error instanceof NoTokenException || error instanceof LinkOriginException) {
            return new Outcome(ExitCode.ACCESS, oneLine(error.getMessage()));
        }
        if (error instanceof ExportCommentsException known) {
            String line = oneLine(known.getMessage());
            return new Outcome(
                    code(known),
                    FailureCause.of(known)
                                    .filter(cause -> !line.contains(cause))
                                    .map(cause -> line + ". Cause: " + cause)
                                    .orElse(line)
                            + NetworkAdvice.of(known));
        }
        if (error instanceof OutOfMemoryError scarce) {
            return new Outcome(ExitCode.USAGE, scarcity(String.valueOf(scarce.getMessage())));
        }
        return new Outcome(
                ExitCode.BUG, "unexpected error, please report it: " + oneLine(String.valueOf(error)) + where(error));
    }

    /** The JDK has one error for either. */
    private static String scarcity(String reason) {
        String lack = reason.contains("thread")
                ? "this machine lets the command begin no further thread (" + oneLine(reason) + "). End other programs,"
                        + " or raise the limit on processes and threads, such as ulimit -u or that of the container."
                : "the command has not enough memory (" + oneLine(reason) + "). Give it more, such as by"
                        + " EXPORTCOMMENTS_JAVA_ARGS=-Xmx2g, or less to do at once.";
        return lack + " Jobs that were created go on: 'list' shows them";
    }

    private static ExitCode code(ExportCommentsException error) {
        if (error instanceof JobFailedException
                || error instanceof JobStoppedException
                || error instanceof LifecycleConflictException) {
            return ExitCode.JOB;
        }
        if (error instanceof InvalidRequestException
                || error instanceof NotFoundException
                || error instanceof LocalFileException) {
            return ExitCode.USAGE;
        }
        if (error instanceof EmptyResultException) {
            return ExitCode.EMPTY;
        }
        if (error instanceof AuthenticationException || error instanceof PermissionException) {
            return ExitCode.ACCESS;
        }
        if (error instanceof RateLimitException) {
            return ExitCode.LIMIT;
        }
        if (error instanceof DeadlineExceededException late) {
            return late.context().operation().isPresent() ? ExitCode.SERVICE : ExitCode.DEADLINE;
        }
        if (error instanceof CallCancelledException || error instanceof ClientClosedException) {
            return ExitCode.INTERRUPTED;
        }
        if (error instanceof UpdatesUnavailableException && error.getCause() instanceof ExportCommentsException cause) {
            return code(cause);
        }
        return ExitCode.SERVICE;
    }

    private static String where(Throwable error) {
        StackTraceElement[] trace = error.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }

    private static String oneLine(@Nullable String message) {
        return String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
