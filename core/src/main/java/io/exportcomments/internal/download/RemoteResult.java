package io.exportcomments.internal.download;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.Sent;
import io.exportcomments.job.DownloadListener;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.Timekeeper;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * One file of one job at the service, and how to handle a broken connection.
 *
 * @param calls opens it
 * @param time times the waits between attempts
 * @param job the job, which is done
 * @param format the file's format
 * @param link where it is
 */
record RemoteResult(JobTransport calls, Timekeeper time, Job job, ResultFormat format, URI link) {
    private static final System.Logger LOG = System.getLogger("io.exportcomments");

    /** How many attempts in a row may break without a new byte. */
    static final int MOST_BREAKS = 5;

    /** How often a file that is not there is asked for again. */
    private static final int MOST_LOOKS = 4;

    /** After so long a missing file is gone, and not on its way: that covers clocks without their time zone. */
    private static final Duration LONG_DONE = Duration.ofDays(1);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    CompletableFuture<RemoteFile> open(FileRange range) {
        return calls.open(link, range);
    }

    ErrorContext context() {
        return ErrorContext.of(Operation.FILE, guid());
    }

    /** Whether a failure to open may pass, so that another attempt makes sense. */
    static boolean isPassing(Throwable failure) {
        return failure instanceof DeadlineExceededException
                || (failure instanceof ExportCommentsException known && known.isTransient());
    }

    /** The job. */
    JobGuid guid() {
        return job.guid();
    }

    /** What tells whether the file is the result. */
    ResultCheck check() {
        return new ResultCheck(format, context());
    }

    /**
     * Whether a file that could not be opened so often, 1 or more, is worth another attempt, though not a byte of it
     * was seen: after a broken connection, once; and as long as it may still follow its job, which is done.
     */
    boolean isWorthOpeningAgain(Throwable failure, int failures) {
        if (failure instanceof NotFoundException) {
            return failures <= MOST_LOOKS && mayStillAppear();
        }
        return failure instanceof ConnectionException broken && !broken.timeout() && failures == 1;
    }

    private boolean mayStillAppear() {
        Instant now = time.now();
        boolean longDone = job.exportedAt()
                .or(job::updatedAt)
                .filter(done -> done.isBefore(now.minus(LONG_DONE)))
                .isPresent();
        return !longDone && job.deleteAfter().filter(now::isAfter).isEmpty();
    }

    /** How long to wait after that many broken attempts in a row, 1 or more. */
    Duration pauseAfter(int breaks, Throwable why) {
        if (why instanceof ExportCommentsException known && known.retryAfter().isPresent()) {
            return known.retryAfter().get();
        }
        int doublings = why instanceof NotFoundException ? breaks : breaks - 1;
        long doubled = FIRST_PAUSE.toNanos() << Math.min(doublings, 10);
        double jitter = 0.5 + time.random() / 2;
        return Duration.ofNanos((long) (Math.min(doubled, LONGEST_PAUSE.toNanos()) * jitter));
    }

    /** Tells the log and the program that it is going to wait, and why. */
    void announce(DownloadListener listener, Throwable why, Duration wait) {
        LOG.log(
                System.Logger.Level.INFO,
                "The file of job " + guid() + " can't be fetched now; asking again in " + wait.toMillis() + " ms: "
                        + why.getMessage());
        try {
            listener.waiting(why, wait);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A download listener failed; the download goes on", e);
        }
    }

    /** The failure, naming the job. */
    Throwable named(Throwable failure) {
        Throwable inner = Failures.unwrap(failure);
        if (!(inner instanceof ExportCommentsException known)) {
            return inner;
        }
        return known.withContext(known.context().guid(guid()));
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
