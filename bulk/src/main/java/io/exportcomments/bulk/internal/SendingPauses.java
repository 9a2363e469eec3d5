package io.exportcomments.bulk.internal;

import io.exportcomments.error.AuthenticationException;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;

/**
 * Until when nothing is sent one by one, and until when no batch is: a limit of the plan holds up one way, all other
 * trouble both. To be used in tasks of one executor only.
 */
final class SendingPauses {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration FOR_GOOD = Duration.ofDays(10_000);

    private final Timekeeper time;
    private final Reports reports;
    private long singly;
    private long together;
    private long told;
    private int troubles;
    private boolean withoutBatches;

    SendingPauses(Timekeeper time, Reports reports) {
        this.time = time;
        this.reports = reports;
        singly = time.nanoTime();
        together = singly;
        told = singly;
    }

    /** How long nothing is sent one by one yet; zero or less if something may be. */
    Duration singly() {
        return Duration.ofNanos(singly - time.nanoTime());
    }

    /** How long no batch is sent yet; zero or less if one may be. */
    Duration together() {
        return Duration.ofNanos(together - time.nanoTime());
    }

    /** How long until one of them ends; zero or less if none is left. */
    Duration untilNext() {
        Duration a = singly();
        Duration b = together();
        boolean isA = b.isNegative() || b.isZero() || (!a.isNegative() && !a.isZero() && a.compareTo(b) < 0);
        return isA ? a : b;
    }

    /** Something was created. */
    void worked() {
        troubles = 0;
    }

    /** No batch is sent for a time. */
    void noBatchFor(Duration wait) {
        together = later(together, wait);
    }

    /** No batch is sent any more. */
    void noBatchAnyMore() {
        withoutBatches = true;
        noBatchFor(FOR_GOOD);
    }

    /** Whether no batch is ever sent. */
    boolean isWithoutBatches() {
        return withoutBatches;
    }

    /** After trouble with a single creation. */
    void afterSingle(Throwable error) {
        if (error instanceof NotSentException || error instanceof DeadlineExceededException) {
            return;
        }
        Duration wait = waitAfter(error);
        singly = later(singly, wait);
        if (!(error instanceof RateLimitException)) {
            noBatchFor(wait);
        }
        tell(error);
    }

    /** After trouble with a batch. One that waited in vain for its turn leaves the time to others. */
    void afterBatch(Throwable error) {
        if (error instanceof NotSentException) {
            return;
        }
        Duration wait = error instanceof DeadlineExceededException ? LONGEST : waitAfter(error);
        noBatchFor(wait);
        if (isOfAll(error)) {
            singly = later(singly, wait);
        }
        tell(error);
    }

    /** Whether what a batch met holds up single creations, too. */
    static boolean isOfAll(Throwable error) {
        return !(error instanceof RateLimitException
                || error instanceof DeadlineExceededException
                || error instanceof NotSentException);
    }

    private Duration waitAfter(Throwable error) {
        Duration said = error instanceof ExportCommentsException known
                ? known.retryAfter().orElse(null)
                : null;
        if (said != null) {
            return said;
        }
        boolean forLong = error instanceof AuthenticationException
                || error instanceof PermissionException
                || error instanceof ClientClosedException;
        return forLong ? LONGEST : ActiveItems.pause(troubles++, LONGEST);
    }

    private long later(long before, Duration wait) {
        long until = time.nanoTime() + wait.toNanos();
        return until - before > 0 ? until : before;
    }

    /** Where one way is left, sending goes on. */
    private void tell(Throwable error) {
        long until = singly - together < 0 ? singly : together;
        if (until - told > 0 && until - time.nanoTime() > 0) {
            told = until;
            reports.sendingPaused(Duration.ofNanos(until - time.nanoTime()), Sendings.text(error));
        }
    }
}
