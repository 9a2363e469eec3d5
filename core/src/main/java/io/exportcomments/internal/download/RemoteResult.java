package io.exportcomments.internal.download;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.Sent;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.Timekeeper;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * One file of one job at the service, and how to handle a broken connection.
 *
 * @param calls opens it
 * @param time times the waits between attempts
 * @param guid the job, for messages
 * @param link where it is
 */
record RemoteResult(JobTransport calls, Timekeeper time, JobGuid guid, URI link) {
    /** How many attempts in a row may break without a new byte. */
    static final int MOST_BREAKS = 5;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    CompletableFuture<RemoteFile> open(FileRange range) {
        return calls.open(link, range);
    }

    ErrorContext context() {
        return ErrorContext.of(Operation.FILE, guid);
    }

    /** Whether a failure to open may pass, so that another attempt makes sense. */
    static boolean isPassing(Throwable failure) {
        return failure instanceof DeadlineExceededException
                || (failure instanceof ExportCommentsException known && known.isTransient());
    }

    /** How long to wait after that many broken attempts in a row, 1 or more. */
    Duration pauseAfter(int breaks, Throwable why) {
        if (why instanceof ExportCommentsException known && known.retryAfter().isPresent()) {
            return known.retryAfter().get();
        }
        long doubled = FIRST_PAUSE.toNanos() << Math.min(breaks - 1, 10);
        double jitter = 0.5 + time.random() / 2;
        return Duration.ofNanos((long) (Math.min(doubled, LONGEST_PAUSE.toNanos()) * jitter));
    }

    /** The failure, naming the job. */
    Throwable named(Throwable failure) {
        Throwable inner = Failures.unwrap(failure);
        if (!(inner instanceof ExportCommentsException known)) {
            return inner;
        }
        return known.withContext(known.context().guid(guid));
    }

    /** The error for a download that broke and could not be resumed. */
    ExportCommentsException brokenOff(IOException broken, long position, OptionalLong total) {
        if (broken.getCause() instanceof ExportCommentsException known && !(known instanceof ConnectionException)) {
            return known;
        }
        boolean timeout = broken.getCause() instanceof ConnectionException connection && connection.timeout();
        String whole = total.isPresent() ? " of " + total.getAsLong() : "";
        String what = "the file broke off at " + position + whole + " bytes,";
        return new ConnectionException(context(), Sent.MAYBE, timeout, what, broken);
    }
}
