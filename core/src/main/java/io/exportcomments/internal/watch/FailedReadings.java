package io.exportcomments.internal.watch;

import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;

/**
 * Readings of a job's state that failed one after the other. What the service itself says for good ends a watch at
 * once, and trouble that passes never does. In between are a job that is known and not found, since replicas lag, and
 * refusals that came from something between client and service: these are forgiven for a while.
 */
final class FailedReadings {
    private static final Duration NOT_FOUND_FOR = Duration.ofMinutes(1);
    private static final Duration REFUSED_FOR = Duration.ofMinutes(2);
    private static final int LEAST = 5;

    private final Timekeeper timekeeper;
    private int failures;
    private int forgiven;
    private long forgivenSince;

    FailedReadings(Timekeeper timekeeper) {
        this.timekeeper = timekeeper;
    }

    /** Whether an error may be wrong about a job. */
    static boolean isForgivable(Throwable error, boolean jobIsKnown) {
        if (!(error instanceof ExportCommentsException known)) {
            return false;
        }
        return known instanceof NotFoundException
                ? jobIsKnown
                : known.context().fromIntermediary() && !known.isTransient();
    }

    /**
     * Takes note of one more failure.
     *
     * @return whether the watch ends with it
     */
    boolean isLast(Throwable error, boolean jobIsKnown) {
        failures++;
        if (!isForgivable(error, jobIsKnown)) {
            return error instanceof NotFoundException
                    || (error instanceof ExportCommentsException known && known.isPermanent());
        }
        long now = timekeeper.nanoTime();
        if (forgiven++ == 0) {
            forgivenSince = now;
        }
        return forgiven >= LEAST && now - forgivenSince >= bound(error).toNanos();
    }

    private static Duration bound(Throwable error) {
        return error instanceof NotFoundException notFound && notFound.isPermanent() ? NOT_FOUND_FOR : REFUSED_FOR;
    }

    /** How many failed in a row. */
    int count() {
        return failures;
    }
}
