package io.exportcomments.adapter;

import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.util.Objects;

/**
 * How long to wait before the next attempt: a floor, plus any time up to a bound that doubles with each attempt (full
 * jitter), so that many clients do not come back together. Immutable and thread-safe; whoever waits counts the
 * attempts.
 *
 * @param floor the shortest wait, zero or more
 * @param first the bound of the jitter after the first attempt, more than zero
 * @param longest the longest wait, floor included
 */
public record Backoff(Duration floor, Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 40;

    /** Checks the durations. */
    public Backoff {
        Objects.requireNonNull(floor, "floor");
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(longest, "longest");
        if (floor.isNegative() || first.isNegative() || longest.compareTo(floor) < 0) {
            throw new IllegalArgumentException(
                    "A backoff needs 0 <= floor <= longest, and first >= 0: " + floor + ", " + first + ", " + longest);
        }
    }

    /** A backoff whose shortest wait is zero. */
    public static Backoff upTo(Duration first, Duration longest) {
        return new Backoff(Duration.ZERO, first, longest);
    }

    /**
     * A wait, drawn anew at each call.
     *
     * @param attempts how many attempts have failed in a row, 1 or more
     * @param time where chance comes from
     */
    public Duration after(int attempts, Timekeeper time) {
        if (attempts < 1) {
            throw new IllegalArgumentException("Attempts are counted from 1: " + attempts);
        }
        double doubled = (double) first.toNanos() * Math.pow(2, Math.min(attempts - 1, MOST_DOUBLINGS));
        double bound = Math.min(doubled, (double) longest.minus(floor).toNanos());
        return floor.plusNanos((long) (bound * time.random()));
    }
}
