package io.exportcomments.bulk.batch;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a whole store stands, by its own clock: all batches and all workers.
 *
 * @param items how many items are in each state; a state without items is left out
 * @param unhandled how many ends have not been handed to a handler yet
 * @param workers how many workers are alive
 * @param leaseLeft for how long the worker counts as alive that was heard of the longest ago; below zero if it is dead,
 *     and none has taken over what it had; empty without a worker
 * @param longestHeld how long ago that item changed last which a worker has had without a change for the longest; empty
 *     if none has any
 */
public record BulkTotals(
        Map<ItemState, Long> items,
        long unhandled,
        int workers,
        Optional<Duration> leaseLeft,
        Optional<Duration> longestHeld) {
    /** Copies the map. */
    public BulkTotals {
        items = Map.copyOf(items);
        Objects.requireNonNull(leaseLeft, "leaseLeft");
        Objects.requireNonNull(longestHeld, "longestHeld");
    }

    /** How many items are in this state. */
    public long count(ItemState state) {
        return items.getOrDefault(state, 0L);
    }
}
