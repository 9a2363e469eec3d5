package io.exportcomments.bulk.batch;

import java.util.Map;
import java.util.Objects;

/**
 * How far a batch is.
 *
 * @param batch its name
 * @param stage whether it is worked on
 * @param items how many items are in each state; a state without items is left out
 * @param unhandled how many ends have not been handed to the handler yet
 */
public record BulkProgress(String batch, BatchStage stage, Map<ItemState, Long> items, long unhandled) {
    /** Copies the map. */
    public BulkProgress {
        Objects.requireNonNull(batch, "batch");
        Objects.requireNonNull(stage, "stage");
        items = Map.copyOf(items);
    }

    /** How many items are in this state. */
    public long count(ItemState state) {
        return items.getOrDefault(state, 0L);
    }

    /** How many items the batch has. */
    public long total() {
        return items.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many items have ended, one way or another. */
    public long ended() {
        return items.entrySet().stream()
                .filter(entry -> entry.getKey().isEnd())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Whether each item has ended, and its end has been handed over. */
    public boolean isOver() {
        return ended() == total() && unhandled == 0;
    }
}
