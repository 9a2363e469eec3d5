package io.exportcomments.update.polling.internal;

import java.time.Duration;

/**
 * How often the loop asks.
 *
 * @param shortest the least time between two ticks
 * @param longest the most, while all is well
 * @param slowest the most, for a job that is followed for long, and in trouble
 */
public record PollingPace(Duration shortest, Duration longest, Duration slowest) {
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofHours(1);

    /** A job is asked for at every sixtieth part of the time that it is followed. */
    private static final int SHARE_OF_AGE = 60;

    private static final int MOST_DOUBLINGS = 12;

    /** Checks the intervals. */
    public PollingPace {
        checkInterval(shortest, longest);
        checkInterval(longest, slowest);
    }

    /**
     * Checks an interval.
     *
     * @throws IllegalArgumentException if it is not 1 s to 1 h, the shorter end first
     */
    public static void checkInterval(Duration from, Duration to) {
        if (from.compareTo(LEAST) < 0 || to.compareTo(MOST) > 0 || from.compareTo(to) > 0) {
            throw new IllegalArgumentException(
                    "Polling intervals go from 1 s to 1 h, the shorter one first: " + from + " to " + to);
        }
    }

    /**
     * How long until the next tick.
     *
     * @param chance from 0, inclusive, to 1, exclusive
     * @param troubledTicks how many ticks in a row brought nothing but trouble
     */
    Duration untilNextTick(double chance, int troubledTicks) {
        long span = longest.minus(shortest).toNanos();
        long usual = shortest.toNanos() + (long) (span * chance);
        long slowed = usual << Math.min(troubledTicks, MOST_DOUBLINGS);
        return Duration.ofNanos(Math.min(slowed, slowest.toNanos()));
    }

    /**
     * Whether a job's turn is at this tick: at the next one it would be over.
     *
     * @param age how long it is followed, in nanoseconds
     * @param sinceAsked how long ago it was asked for, in nanoseconds
     */
    boolean isDue(long age, long sinceAsked, Duration untilNextTick) {
        long wanted = Math.min(slowest.toNanos(), Math.max(longest.toNanos(), age / SHARE_OF_AGE));
        return sinceAsked + untilNextTick.toNanos() > wanted;
    }
}
