package io.exportcomments.bulk.internal;

import io.exportcomments.bulk.batch.BatchPlan;
import io.exportcomments.bulk.batch.BatchStage;
import io.exportcomments.bulk.batch.BulkTotals;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.port.BatchRecord;
import io.exportcomments.bulk.port.DuplicateException;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.bulk.port.StoreTransaction;
import io.exportcomments.bulk.port.Work;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A transaction over maps, under the lock of whoever made it; it can be undone. */
public final class MemoryTransaction implements StoreTransaction {
    /** What is kept. */
    public static final class Tables {
        private final Map<Long, BatchRecord> batches = new TreeMap<>();
        private final TreeMap<Long, ItemRecord> items = new TreeMap<>();
        private final ItemIndex index = new ItemIndex();
        private final Map<Long, Set<String>> keys = new HashMap<>();
        private final Map<String, Instant> workers = new TreeMap<>();
        private long lastNumber;
    }

    private final Tables tables;
    private final Instant now;
    private final UndoLog changes = new UndoLog();

    /** A transaction at a moment. */
    public MemoryTransaction(Tables tables, Instant now) {
        this.tables = tables;
        this.now = now;
    }

    /** Takes back all that was done. */
    public void undo() {
        changes.undo();
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Optional<BatchRecord> batch(String name) {
        return tables.batches.values().stream()
                .filter(batch -> batch.plan().name().equals(name))
                .findFirst();
    }

    @Override
    public List<BatchRecord> batches() {
        return tables.batches.values().stream()
                .sorted(Comparator.comparing(
                                (BatchRecord batch) -> -batch.plan().priority())
                        .thenComparing(BatchRecord::id))
                .toList();
    }

    @Override
    public List<BatchRecord> batchesToSend() {
        return batches().stream()
                .filter(batch -> batch.stage() == BatchStage.RUNNING)
                .filter(batch -> batch.plan()
                        .startAt()
                        .filter(start -> start.isAfter(now))
                        .isEmpty())
                .filter(batch -> !dueToSend(batch, 1).isEmpty())
                .toList();
    }

    @Override
    public BatchRecord addBatch(BatchPlan plan) {
        return batch(plan.name()).orElseGet(() -> {
            BatchRecord batch = new BatchRecord(++tables.lastNumber, plan, BatchStage.RUNNING);
            changes.put(tables.batches, batch.id(), batch);
            changes.put(tables.keys, batch.id(), new HashSet<>());
            return batch;
        });
    }

    @Override
    public void save(BatchRecord batch) {
        BatchRecord present = tables.batches.get(batch.id());
        if (present != null && present.stage() != BatchStage.CANCELLED) {
            changes.put(tables.batches, batch.id(), batch);
        }
    }

    @Override
    public Optional<BatchRecord> keep(BatchRecord batch) {
        return Optional.ofNullable(tables.batches.get(batch.id()));
    }

    @Override
    public Optional<BatchRecord> lockToRemove(BatchRecord batch) {
        return keep(batch);
    }

    @Override
    public void remove(BatchRecord batch) {
        of(batch).toList().forEach(item -> change(item.id(), null));
        changes.drop(tables.keys, batch.id());
        changes.drop(tables.batches, batch.id());
    }

    @Override
    public boolean add(BatchRecord batch, String key, ExportRequest request) {
        Set<String> keys = Objects.requireNonNull(tables.keys.get(batch.id()));
        if (!keys.add(key)) {
            return false;
        }
        changes.undoBy(() -> keys.remove(key));
        long id = ++tables.lastNumber;
        change(id, ItemRecord.waiting(id, batch, key, request, now));
        return true;
    }

    private void change(long id, @Nullable ItemRecord item) {
        ItemRecord before = replace(id, item);
        tables.index.change(before, item);
        changes.undoBy(() -> {
            replace(id, before);
            tables.index.change(item, before);
        });
    }

    private @Nullable ItemRecord replace(long id, @Nullable ItemRecord item) {
        return item == null ? tables.items.remove(id) : tables.items.put(id, item);
    }

    private ItemRecord fresh(ItemRecord item) {
        BatchRecord batch =
                Objects.requireNonNull(tables.batches.get(item.batch().id()));
        return batch.equals(item.batch()) ? item : item.edit().of(batch).done(item.changedAt());
    }

    private Stream<ItemRecord> all(Predicate<ItemRecord> wanted) {
        return tables.items.values().stream().filter(wanted).map(this::fresh);
    }

    private Stream<ItemRecord> of(BatchRecord batch) {
        return all(item -> item.batch().id() == batch.id());
    }

    @Override
    public Optional<ItemRecord> item(long id) {
        return Optional.ofNullable(tables.items.get(id)).map(this::fresh);
    }

    @Override
    public void save(ItemRecord item) {
        if (tables.index.isInTheWayOf(item)) {
            throw new DuplicateException();
        }
        change(item.id(), item);
    }

    @Override
    public List<ItemRecord> dueToSend(BatchRecord batch, int most) {
        return tables.index.toSend(batch.id(), now).limit(most).map(this::fresh).toList();
    }

    @Override
    public List<ItemRecord> due(Set<Work> works, int most) {
        return tables.index.due(works, now, most).stream().map(this::fresh).toList();
    }

    @Override
    public List<ItemRecord> heldBy(String worker) {
        return all(item -> worker.equals(item.owner())).toList();
    }

    @Override
    public List<ItemRecord> items(BatchRecord batch, Set<ItemState> states, long after, int most) {
        return tables.items.tailMap(after, false).values().stream()
                .filter(item -> item.batch().id() == batch.id() && states.contains(item.state()))
                .limit(most)
                .map(this::fresh)
                .toList();
    }

    @Override
    public Map<ItemState, Long> counts(BatchRecord batch) {
        return of(batch)
                .collect(Collectors.groupingBy(
                        ItemRecord::state, () -> new EnumMap<>(ItemState.class), Collectors.counting()));
    }

    @Override
    public long unhandled(BatchRecord batch) {
        return of(batch).filter(item -> item.handover().isDue()).count();
    }

    @Override
    public Optional<Instant> lastChange(BatchRecord batch) {
        return of(batch).map(ItemRecord::changedAt).max(Comparator.naturalOrder());
    }

    @Override
    public BulkTotals totals() {
        return MemoryTotals.of(tables.items.values(), tables.workers.values(), now);
    }

    @Override
    public Map<JobGuid, Instant> jobsOfOthers(ItemRecord item, Instant from, Instant to) {
        Map<JobGuid, Instant> jobs = new HashMap<>();
        all(other -> other.id() != item.id() && (other.key().equals(item.key()) || isBetween(other.sentAt(), from, to)))
                .forEach(other -> {
                    JobGuid job = other.job();
                    Instant sent = other.sentAt();
                    if (job != null && sent != null) {
                        jobs.put(job, sent);
                    }
                });
        return jobs;
    }

    private static boolean isBetween(@Nullable Instant time, Instant from, Instant to) {
        return time != null && !time.isBefore(from) && !time.isAfter(to);
    }

    @Override
    public boolean isAnotherSending(ItemRecord item) {
        return tables.items.values().stream()
                .anyMatch(other -> other.id() != item.id() && other.state() == ItemState.SENDING);
    }

    @Override
    public Map<ItemState, Long> underWay() {
        return tables.items.values().stream()
                .filter(item -> item.state() == ItemState.WAITING
                        ? item.owner() != null
                        : !item.state().isEnd())
                .collect(Collectors.groupingBy(ItemRecord::state, Collectors.counting()));
    }

    @Override
    public boolean renew(String worker, Instant aliveUntil) {
        if (!tables.workers.containsKey(worker)) {
            return false;
        }
        changes.put(tables.workers, worker, aliveUntil);
        return true;
    }

    @Override
    public void addWorker(String worker, Instant aliveUntil) {
        changes.put(tables.workers, worker, aliveUntil);
    }

    @Override
    public List<String> dead() {
        return tables.workers.entrySet().stream()
                .filter(worker -> worker.getValue().isBefore(now))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public boolean removeWorker(String worker) {
        boolean there = tables.workers.containsKey(worker);
        changes.drop(tables.workers, worker);
        return there;
    }
}
