package io.exportcomments.bulk.internal;

import io.exportcomments.bulk.batch.BulkTotals;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.port.ItemRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts what a store in memory has. */
final class MemoryTotals {
    private MemoryTotals() {}

    static BulkTotals of(Collection<ItemRecord> items, Collection<Instant> aliveUntil, Instant now) {
        Map<ItemState, Long> states =
                items.stream().collect(Collectors.groupingBy(ItemRecord::state, Collectors.counting()));
        return new BulkTotals(
                states,
                items.stream().filter(item -> item.handover().isDue()).count(),
                (int) aliveUntil.stream().filter(until -> !until.isBefore(now)).count(),
                aliveUntil.stream().min(Comparator.naturalOrder()).map(until -> Duration.between(now, until)),
                items.stream()
                        .filter(item -> item.owner() != null)
                        .map(ItemRecord::changedAt)
                        .min(Comparator.naturalOrder())
                        .map(changed -> Duration.between(changed, now)));
    }
}
