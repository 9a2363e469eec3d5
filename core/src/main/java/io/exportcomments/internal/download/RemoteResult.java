package io.exportcomments.internal.download;

import io.exportcomments.adapter.Failures;
import io.exportcomments.adapter.LogText;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.Sent;
import io.exportcomments.error.ServiceException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.internal.log.LibraryLog;
import io.exportcomments.job.DownloadListener;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.Timekeeper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * One file of one job at the service, and how to handle a broken connection.
 *
 * @param link where it is, and opens it
 * @param time times the waits between attempts
 * @param job the job, which is done
 * @param format the file's format
 */
record RemoteResult(RenewedLink link, Timekeeper time, Job job, ResultFormat format) {
    /** How many attempts in a row may break without a new byte. */
    static final int MOST_BREAKS = 5;

    /** How often a file that is not there is asked for again: for half a minute, as replicas may lag so long. */
    private static final int MOST_LOOKS = 6;

    /** A service that wants to be left alone for longer is. */
    private static final Duration LONGEST_WISH = Duration.ofMinutes(1);

    /** After so long a missing file is gone, and not on its way: that covers clocks without their time zone. */
    private static final Duration LONG_DONE = Duration.ofDays(1);

    private static final int CONFLICT = 409;
    private static final int LOCKED = 423;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    CompletableFuture<RemoteFile> open(FileRange range) {
        return link.open(range);
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
     * was seen: after a broken connection, once; some times where the service has trouble or a limit that passes soon,
     * or something in between answered, be it with a page in place of the file; and as long as it may still follow its
     * job, which is done.
     */
    boolean isWorthOpeningAgain(Throwable failure, int failures) {
        if (failure instanceof NotFoundException) {
            return failures <= MOST_LOOKS && mayStillAppear();
        }
        if (failure instanceof ConnectionException broken) {
            return !broken.timeout() && failures == 1;
        }
        return failure instanceof ExportCommentsException known
                && (isOdd(known) || isNotReady(known) || isBriefLimit(known))
                && failures < MOST_BREAKS;
    }

    /** The state of the file, or a lock, is in the way: it may be made at this moment. */
    private static boolean isNotReady(ExportCommentsException known) {
        int status = known.context().httpStatus().orElse(0);
        return known instanceof InvalidRequestException && (status == CONFLICT || status == LOCKED);
    }

    /** A limit of the service's, which would only have to be waited for by whoever asks for the file anew. */
    private static boolean isBriefLimit(ExportCommentsException known) {
        return known instanceof RateLimitException
                && known.context().httpStatus().isPresent()
                && isPatient(known);
    }

    /** Whether the service does not want to be left alone for long. */
    private static boolean isPatient(ExportCommentsException known) {
        return known.retryAfter()
                .filter(wish -> wish.compareTo(LONGEST_WISH) > 0)
                .isEmpty();
    }

    /** Whether an answer says nothing of the file, and is given for a moment only as a rule. */
    private static boolean isOdd(ExportCommentsException known) {
        boolean patient = isPatient(known);
        boolean trouble = known instanceof ServiceException
                && known.context().httpStatus().isPresent();
        boolean between = known.context().fromIntermediary() && !(known instanceof RateLimitException);
        return patient && (trouble || between || known instanceof UnreadableAnswerException);
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
        boolean late = why instanceof NotFoundException;
        long doubled = FIRST_PAUSE.toNanos() << Math.min(late ? breaks : breaks - 1, 10);
        double jitter = late ? 1 - time.random() / 10 : 0.5 + time.random() / 2;
        return Duration.ofNanos((long) (Math.min(doubled, LONGEST_PAUSE.toNanos()) * jitter));
    }

    /** Tells the log and the program that it is going to wait, and why. */
    void announce(DownloadListener listener, Throwable why, Duration wait) {
        LibraryLog.get()
                .log(
                        System.Logger.Level.INFO,
                        "The file of job " + guid() + " can't be fetched now; asking again in " + wait.toMillis()
                                + " ms: " + LogText.messageOf(why));
        try {
            listener.waiting(why, wait);
        } catch (RuntimeException e) {
            LibraryLog.get().log(System.Logger.Level.WARNING, "A download listener failed; the download goes on", e);
        }
    }

    /** Closes a file of which nobody reads on. */
    static void closeUnneeded(RemoteFile file) {
        try {
            file.close();
        } catch (IOException e) {
            LibraryLog.get().log(System.Logger.Level.DEBUG, "A file failed to close; it is no longer needed", e);
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
