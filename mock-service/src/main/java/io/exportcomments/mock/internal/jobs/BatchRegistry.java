package io.exportcomments.mock.internal.jobs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All batches. Guarded by the engine's lock. */
final class BatchRegistry {

    /** A URL of a batch, and what became of it. */
    record Item(
            String url, @Nullable ScriptedJob job, @Nullable ApiError error) {

        private Batch.Entry snapshot() {
            return new Batch.Entry(url, job == null ? null : job.snapshot(), error);
        }
    }

    private final Map<UUID, List<Item>> byId = new HashMap<>();

    Batch add(UUID id, List<Item> items) {
        byId.put(id, List.copyOf(items));
        return get(id);
    }

    /** The batch as it stands now, or a refusal. */
    Batch get(UUID id) {
        List<Item> items = byId.get(id);
        if (items == null) {
            throw ApiError.of(404, null, "There is no batch " + id + ".");
        }
        return new Batch(id, items.stream().map(Item::snapshot).toList());
    }

    /** How many jobs of batches have not ended. */
    int underWay() {
        return (int) byId.values().stream()
                .flatMap(List::stream)
                .filter(item -> item.job != null && item.job.underWay())
                .count();
    }
}
