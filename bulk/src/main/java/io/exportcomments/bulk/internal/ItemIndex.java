package io.exportcomments.bulk.internal;

import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.bulk.port.Work;
import io.exportcomments.job.JobGuid;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds items without a look at all of them: by their jobs, by what is being sent, and by what is due. */
final class ItemIndex {
    private static final Comparator<ItemRecord> LONGEST_DUE = Comparator.comparing(
                    (ItemRecord item) -> Objects.requireNonNull(item.dueAt()))
            .thenComparing(ItemRecord::id);

    private final Map<JobGuid, Long> jobs = new HashMap<>();
    private final Map<String, Long> sendings = new HashMap<>();

    /** What no worker has, and is to be done with it at some time. */
    private final Map<Queue, NavigableSet<ItemRecord>> queues = new HashMap<>();

    private record Queue(long batch, Work work) {}

    /** An item has changed: what it was, and what it is; null if it is not there. */
    void change(@Nullable ItemRecord before, @Nullable ItemRecord now) {
        if (before != null) {
            drop(before);
        }
        if (now != null) {
            add(now);
        }
    }

    private void drop(ItemRecord item) {
        JobGuid job = item.job();
        if (job != null) {
            jobs.remove(job, item.id());
        }
        String key = item.sendingKey();
        if (key != null) {
            sendings.remove(key, item.id());
        }
        Work work = freeFor(item);
        if (work != null) {
            queue(item.batch().id(), work).remove(item);
        }
    }

    private void add(ItemRecord item) {
        JobGuid job = item.job();
        if (job != null) {
            jobs.put(job, item.id());
        }
        String key = item.sendingKey();
        if (key != null) {
            sendings.put(key, item.id());
        }
        Work work = freeFor(item);
        if (work != null) {
            queue(item.batch().id(), work).add(item);
        }
    }

    private static @Nullable Work freeFor(ItemRecord item) {
        return item.owner() == null && item.dueAt() != null ? item.work() : null;
    }

    private NavigableSet<ItemRecord> queue(long batch, Work work) {
        return queues.computeIfAbsent(new Queue(batch, work), queue -> new TreeSet<>(LONGEST_DUE));
    }

    /** Whether another item has the job of this one, or is being sent alike. */
    boolean isInTheWayOf(ItemRecord item) {
        JobGuid job = item.job();
        String key = item.sendingKey();
        Long ofJob = job == null ? null : jobs.get(job);
        Long ofKey = key == null ? null : sendings.get(key);
        return (ofJob != null && ofJob != item.id()) || (ofKey != null && ofKey != item.id());
    }

    /** What of a batch is to be sent, those that are due for longest first. */
    Stream<ItemRecord> toSend(long batch, Instant now) {
        return due(queue(batch, Work.SEND), now);
    }

    /** What such work is to be done with, those that are due for longest first. */
    List<ItemRecord> due(Set<Work> works, Instant now, int most) {
        return queues.entrySet().stream()
                .filter(queue -> works.contains(queue.getKey().work()))
                .flatMap(queue -> due(queue.getValue(), now).limit(most))
                .sorted(LONGEST_DUE)
                .limit(most)
                .toList();
    }

    private static Stream<ItemRecord> due(NavigableSet<ItemRecord> queue, Instant now) {
        return queue.stream()
                .takeWhile(item -> !Objects.requireNonNull(item.dueAt()).isAfter(now));
    }
}
