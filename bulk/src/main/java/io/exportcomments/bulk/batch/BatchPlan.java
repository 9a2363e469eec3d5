package io.exportcomments.bulk.batch;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a batch is called, and how it is to be worked on. Immutable: each setting gives a new plan.
 *
 * @param name by which the batch is known, 1 to 200 characters; a second batch of the same name is the same batch
 * @param priority batches of a higher one go first; 0 by default
 * @param startAt not before then, by the store's clock; empty for at once
 * @param maxAttempts how often an item's job may fail until the item has, from 1; 1 by default
 */
public record BatchPlan(String name, int priority, Optional<Instant> startAt, int maxAttempts) {
    private static final int LONGEST = 200;
    private static final int MOST_ATTEMPTS = 100;

    /**
     * @throws IllegalArgumentException if the name is blank or too long, or the attempts are not between 1 and 100
     */
    public BatchPlan {
        Objects.requireNonNull(startAt, "startAt");
        if (name.isBlank() || name.length() > LONGEST) {
            throw new IllegalArgumentException("The name of a batch has 1 to " + LONGEST + " characters");
        }
        if (maxAttempts < 1 || maxAttempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException(
                    "An item has 1 to " + MOST_ATTEMPTS + " attempts, and not " + maxAttempts);
        }
    }

    /** A batch that starts at once, with priority 0 and one attempt for each item. */
    public static BatchPlan named(String name) {
        return new BatchPlan(name, 0, Optional.empty(), 1);
    }

    /** The same with another priority. */
    public BatchPlan priority(int value) {
        return new BatchPlan(name, value, startAt, maxAttempts);
    }

    /** The same, not before a time. */
    public BatchPlan startAt(Instant time) {
        return new BatchPlan(name, priority, Optional.of(time), maxAttempts);
    }

    /** The same with another number of attempts. */
    public BatchPlan maxAttempts(int attempts) {
        return new BatchPlan(name, priority, startAt, attempts);
    }
}
