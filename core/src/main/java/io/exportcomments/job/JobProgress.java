package io.exportcomments.job;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How far an attempt has come, in items (comments, reviews).
 *
 * @param exported items exported so far, 0 or more
 * @param total items to export, 0 or more; empty while the service does not know
 */
public record JobProgress(long exported, OptionalLong total) {
    /**
     * @throws IllegalArgumentException if a number is negative
     */
    public JobProgress {
        if (exported < 0 || total.orElse(0) < 0) {
            throw new IllegalArgumentException("Counts of items can't be negative: " + exported + ", " + total);
        }
    }

    /** The share that is done, 0 to 1; empty while the total is unknown or 0. A count beyond the total is 1. */
    public OptionalDouble fraction() {
        if (total.orElse(0) == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Math.min(1.0, (double) exported / total.getAsLong()));
    }

    /** {@code 678/1500}, or {@code 678} while the total is unknown. */
    @Override
    public String toString() {
        return total.isPresent() ? exported + "/" + total.getAsLong() : Long.toString(exported);
    }
}
