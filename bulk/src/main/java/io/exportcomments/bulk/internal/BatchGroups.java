package io.exportcomments.bulk.internal;

import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.job.ExportOptions;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Picks the items that can go as one batch of the service. */
final class BatchGroups {
    private BatchGroups() {}

    /**
     * The most items with the same options, each URL once; the first such group where several are as large; in the order
     * of their numbers. Items that have a job already are retried, which no batch does.
     */
    static List<ItemRecord> largest(List<ItemRecord> waiting, Predicate<ItemRecord> mayBe, int most) {
        Map<ExportOptions, Map<String, ItemRecord>> groups = new LinkedHashMap<>();
        for (ItemRecord item : waiting) {
            if (item.job() == null && mayBe.test(item)) {
                groups.computeIfAbsent(item.request().options(), options -> new LinkedHashMap<>())
                        .putIfAbsent(item.request().url(), item);
            }
        }
        return groups.values().stream()
                .map(Map::values)
                .reduce((a, b) -> b.size() > a.size() ? b : a)
                .map(group -> group.stream()
                        .limit(most)
                        .sorted(Comparator.comparingLong(ItemRecord::id))
                        .toList())
                .orElse(List.of());
    }
}
