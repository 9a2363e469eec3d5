package io.exportcomments.bulk.internal;

import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Removes what has been over for long, now and then. By the worker's serial executor alone. */
final class Purging {
    private static final Duration EVERY = Duration.ofHours(1);

    private final BatchDesk desk;
    private final @Nullable Duration age;
    private final Timekeeper time;
    private long next;

    /**
     * @param age for how long a batch must have been over; null removes none
     */
    Purging(BulkStore store, @Nullable Duration age, Timekeeper time) {
        this.desk = new BatchDesk(store);
        this.age = age;
        this.time = time;
        this.next = time.nanoTime();
    }

    /** Looks, unless it has just looked. Throws what the store throws; the next look is an hour later all the same. */
    void purgeIfDue() {
        long now = time.nanoTime();
        if (age != null && now - next >= 0) {
            next = now + EVERY.toNanos();
            desk.purge(age);
        }
    }
}
