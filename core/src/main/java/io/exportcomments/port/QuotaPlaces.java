package io.exportcomments.port;

import io.exportcomments.annotation.Experimental;
import java.time.Duration;
import java.util.Objects;

/**
 * Places that a call's jobs take from when it is sent until they have ended.
 *
 * @param limit the limit's name, such as {@code exports}
 * @param most how many jobs may have a place at once, 1 or more
 * @param count how many places the call takes, 1 to {@code most}
 * @param kept after how long without news a place counts as free, more than zero
 */
@Experimental
public record QuotaPlaces(String limit, int most, int count, Duration kept) {
    /**
     * @throws IllegalArgumentException if a number is out of its range
     */
    public QuotaPlaces {
        Objects.requireNonNull(limit, "limit");
        if (count < 1 || count > most || kept.isNegative() || kept.isZero()) {
            throw new IllegalArgumentException("A call takes 1 to " + most + " places of '" + limit
                    + "', each kept for more than zero: " + count + ", " + kept);
        }
    }

    /** The same places, kept for another time. */
    public QuotaPlaces kept(Duration time) {
        return new QuotaPlaces(limit, most, count, time);
    }
}
