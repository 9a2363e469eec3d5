package io.exportcomments.internal.create;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ServiceException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * When to look for a job whose creation got no answer: the pauses before each look. Lists may show new jobs late, so a
 * job that is not there counts as missing only after all of them. After a break the service had no time to dawdle;
 * after a time-out, or an answer of a gateway that gave up waiting, it may still be busy creating the job. A refusal by
 * something in between is nearly always what it says, and its cause is not kept from the caller for long.
 */
final class LookupSchedule {
    private static final List<Duration> SOON = seconds(0.25, 0.75, 2, 5, 8, 10);
    private static final List<Duration> LONG = seconds(1, 2, 3, 4, 5, 7);
    private static final List<Duration> LONG_AGO = seconds(0, 2);
    private static final List<Duration> BRIEF = seconds(0.25, 0.75, 2);

    /** While another creation adopted what may have been this one's job, and that one's may still appear. */
    static final List<Duration> ONE_MORE = seconds(2);

    /** How long after it was sent a job can still appear in the list. */
    static final Duration SETTLED = total(SOON);

    private LookupSchedule() {}

    /** The pauses after trouble with a creation of this client. */
    static List<Duration> after(Throwable trouble) {
        if (CreationEvidence.of(trouble) == CreationEvidence.REFUSED_BETWEEN) {
            return BRIEF;
        }
        return isSlowness(trouble) ? LONG : SOON;
    }

    /** The pauses for a creation that an earlier run of the program sent, which was over by then. */
    static List<Duration> resumed(Instant end, Instant now) {
        return end.plus(SETTLED).isBefore(now) ? LONG_AGO : LONG;
    }

    static Duration total(List<Duration> pauses) {
        return pauses.stream().reduce(Duration.ZERO, Duration::plus);
    }

    private static boolean isSlowness(Throwable trouble) {
        if (trouble instanceof ConnectionException connection) {
            return connection.timeout();
        }
        return trouble instanceof ServiceException service
                && service.context().httpStatus().orElse(500) > 500;
    }

    private static List<Duration> seconds(double... pauses) {
        return Arrays.stream(pauses)
                .mapToObj(pause -> Duration.ofMillis((long) (pause * 1_000)))
                .toList();
    }
}
