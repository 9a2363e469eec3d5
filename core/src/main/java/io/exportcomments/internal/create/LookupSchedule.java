package io.exportcomments.internal.create;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * When to look for a job whose creation got no answer: the pauses before each look. Lists may show new jobs late, by
 * half a minute, so a job that is not there counts as missing only after all of them. What was waited for already is
 * part of that. A refusal by something in between is nearly always what it says, and its cause is not kept from the
 * caller for long.
 */
final class LookupSchedule {
    private static final List<Duration> SOON = seconds(0.25, 0.75, 2, 5, 8, 8, 8);
    private static final List<Duration> LONG = seconds(1, 2, 3, 4, 5, 7);
    private static final List<Duration> LONG_AGO = seconds(0, 2);
    private static final List<Duration> BRIEF = seconds(0.25, 0.75, 2);

    /** While another creation adopted what may have been this one's job, and that one's may still appear. */
    static final List<Duration> ONE_MORE = seconds(2);

    /** How long after it was sent a job can still appear in the list. */
    static final Duration SETTLED = total(SOON);

    /** An answer that took so long is waited for less afterwards. */
    private static final Duration SLOW = Duration.ofSeconds(10);

    /** What the last look may take. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private LookupSchedule() {}

    /** Whether there is time for {@link #ONE_MORE}. */
    static boolean allowsOneMore(Duration time) {
        return time.compareTo(total(ONE_MORE).plus(LOOK)) >= 0;
    }

    /**
     * The pauses after trouble with a creation of this client.
     *
     * @param waited since it was sent
     */
    static List<Duration> after(Throwable trouble, Duration waited) {
        if (CreationEvidence.of(trouble) == CreationEvidence.REFUSED_BETWEEN) {
            return BRIEF;
        }
        return waited.compareTo(SLOW) < 0 ? SOON : LONG;
    }

    /** As many of the pauses as fit into a time; the last look comes just before its end. */
    static List<Duration> within(Duration time, List<Duration> pauses) {
        List<Duration> fitting = new ArrayList<>();
        Duration left = time.minus(LOOK);
        for (Duration pause : pauses) {
            Duration fits = pause.compareTo(left) < 0 ? pause : left;
            if (fits.isNegative() || fits.isZero()) {
                break;
            }
            fitting.add(fits);
            left = left.minus(fits);
        }
        return fitting.isEmpty() ? pauses.subList(0, 1) : fitting;
    }

    /**
     * The pauses for a creation that an earlier run of the program sent. It may have gone out just before that run
     * ended, and that a moment ago.
     *
     * @param end when it was over at the latest
     */
    static List<Duration> resumed(Instant end, Instant now) {
        Instant settled = (end.isBefore(now) ? end : now).plus(SETTLED);
        if (settled.isBefore(now)) {
            return LONG_AGO;
        }
        return Duration.between(now, settled).compareTo(total(LONG)) <= 0 ? LONG : SOON;
    }

    static Duration total(List<Duration> pauses) {
        return pauses.stream().reduce(Duration.ZERO, Duration::plus);
    }

    private static List<Duration> seconds(double... pauses) {
        return Arrays.stream(pauses)
                .mapToObj(pause -> Duration.ofMillis((long) (pause * 1_000)))
                .toList();
    }
}
