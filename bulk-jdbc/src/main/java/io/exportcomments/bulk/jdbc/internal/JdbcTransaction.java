package io.exportcomments.bulk.jdbc.internal;

import io.exportcomments.bulk.batch.BatchPlan;
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
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One transaction in the tables. */
public final class JdbcTransaction implements StoreTransaction {
    private static final String IN_ORDER = " ORDER BY priority DESC, id";
    private static final String FREE = "owner IS NULL AND due_at <= ?";

    private final SqlRunner sql;
    private final BulkDatabase database;
    private final StoreClock clock;
    private final Map<Long, BatchRecord> known = new HashMap<>();
    private @Nullable Instant present;

    /** A transaction that has begun, and is ended by whoever made it. */
    public JdbcTransaction(SqlRunner sql, BulkDatabase database, StoreClock clock) {
        this.sql = sql;
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Instant now() {
        Instant now = present;
        if (now == null) {
            now = clock.now(sql, database);
            present = now;
        }
        return now;
    }

    private long millis() {
        return now().toEpochMilli();
    }

    @Override
    public Optional<BatchRecord> batch(String name) {
        return found("name = ?", name);
    }

    private BatchRecord batch(long id) {
        return known.computeIfAbsent(id, key -> found("id = ?", key).orElseThrow());
    }

    private Optional<BatchRecord> found(String where, Object value) {
        return sql.query(ItemRows::batch, ItemRows.BATCH + " WHERE " + where, value).stream()
                .findFirst();
    }

    @Override
    public List<BatchRecord> batches() {
        return sql.query(ItemRows::batch, ItemRows.BATCH + IN_ORDER);
    }

    /** The first by an index, as what merely looks for any may read them all. */
    @Override
    public List<BatchRecord> batchesToSend() {
        return sql.query(
                ItemRows::batch,
                ItemRows.BATCH
                        + " b WHERE stage = 'running' AND (start_at IS NULL OR start_at <= ?) AND (SELECT i.due_at"
                        + " FROM exportcomments_bulk_item i WHERE i.batch_id = b.id AND i.work = 'send' AND i.owner IS NULL"
                        + " ORDER BY i.due_at, i.id LIMIT 1) <= ?" + IN_ORDER,
                millis(),
                millis());
    }

    @Override
    public BatchRecord addBatch(BatchPlan plan) {
        return batch(plan.name()).flatMap(this::keep).orElseGet(() -> {
            sql.update(
                    "INSERT INTO exportcomments_bulk_batch (name, priority, start_at, max_attempts, stage)"
                            + " VALUES (?, ?, ?, ?, 'running')",
                    plan.name(),
                    plan.priority(),
                    ItemRows.millis(plan.startAt().orElse(null)),
                    plan.maxAttempts());
            return batch(plan.name()).orElseThrow();
        });
    }

    @Override
    public void save(BatchRecord batch) {
        sql.update(
                "UPDATE exportcomments_bulk_batch SET stage = ? WHERE id = ? AND stage <> 'cancelled'",
                batch.stage().label(),
                batch.id());
    }

    @Override
    public Optional<BatchRecord> keep(BatchRecord batch) {
        return found("id = ?" + database.lockAgainstRemoval(), batch.id());
    }

    @Override
    public Optional<BatchRecord> lockToRemove(BatchRecord batch) {
        return found("id = ?" + database.lockFree(), batch.id());
    }

    @Override
    public void remove(BatchRecord batch) {
        sql.update("DELETE FROM exportcomments_bulk_item WHERE batch_id = ?", batch.id());
        sql.update("DELETE FROM exportcomments_bulk_batch WHERE id = ?", batch.id());
    }

    @Override
    public boolean add(BatchRecord batch, String key, ExportRequest request) {
        boolean isThere = !sql.query(
                        row -> row.getLong(1),
                        "SELECT id FROM exportcomments_bulk_item WHERE batch_id = ? AND item_key = ?",
                        batch.id(),
                        key)
                .isEmpty();
        if (!isThere) {
            sql.update(ItemRows.INSERT, batch.id(), key, RequestJson.of(request), millis(), millis());
        }
        return !isThere;
    }

    private List<ItemRecord> items(String where, Object... values) {
        return sql.query(row -> ItemRows.item(row, this::batch), ItemRows.ITEM + " WHERE " + where, values);
    }

    @Override
    public Optional<ItemRecord> item(long id) {
        return items("id = ?" + database.lock(), id).stream().findFirst();
    }

    @Override
    public void save(ItemRecord item) {
        try {
            sql.update(ItemRows.UPDATE, ItemRows.values(item));
        } catch (SqlRunner.FailedException e) {
            if (database.isDuplicate(e.reason())) {
                throw new DuplicateException();
            }
            throw e;
        }
    }

    @Override
    public List<ItemRecord> dueToSend(BatchRecord batch, int most) {
        String due = " WHERE batch_id = ? AND work = 'send' AND " + FREE + " ORDER BY due_at, id LIMIT ?";
        String found = ItemRows.ITEM + due + database.lockFree();
        return DueItem.unrefused(
                sql.query(row -> DueItem.of(row, this::batch), found, batch.id(), millis(), most), this);
    }

    /** One query says what there is, in the order of an index for each kind of work; that is locked then. */
    @Override
    public List<ItemRecord> due(Set<Work> works, int most) {
        String first = "SELECT * FROM (SELECT id, due_at FROM exportcomments_bulk_item WHERE work = '";
        String each = "' AND " + FREE + " ORDER BY due_at, id LIMIT " + most + ") AS ";
        String all = works.stream()
                .map(work -> first + ItemRows.label(work) + each + "due_" + ItemRows.label(work))
                .collect(Collectors.joining(" UNION ALL "));
        Object[] now = works.stream().map(work -> (Object) millis()).toArray();
        return sql.query(row -> row.getLong(1), all + " ORDER BY due_at, id LIMIT " + most, now).stream()
                .flatMap(id -> items("id = ? AND " + FREE + database.lockFree(), id, millis()).stream())
                .toList();
    }

    /** Names of constants, which need no escaping. */
    private static String labels(Collection<? extends Enum<?>> values) {
        return values.stream().map(value -> "'" + ItemRows.label(value) + "'").collect(Collectors.joining(", "));
    }

    @Override
    public List<ItemRecord> heldBy(String worker) {
        return items("owner = ? ORDER BY id" + database.lock(), worker);
    }

    @Override
    public List<ItemRecord> items(BatchRecord batch, Set<ItemState> states, long after, int most) {
        if (states.isEmpty()) {
            return List.of();
        }
        return items(
                "batch_id = ? AND state IN (" + labels(states) + ") AND id > ? ORDER BY id LIMIT ?",
                batch.id(),
                after,
                most);
    }

    @Override
    public Map<ItemState, Long> counts(BatchRecord batch) {
        Map<ItemState, Long> counts = new EnumMap<>(ItemState.class);
        sql.query(
                row -> counts.put(ItemState.valueOf(row.getString(1).toUpperCase(Locale.ROOT)), row.getLong(2)),
                "SELECT state, COUNT(*) FROM exportcomments_bulk_item WHERE batch_id = ? GROUP BY state",
                batch.id());
        return counts;
    }

    @Override
    public long unhandled(BatchRecord batch) {
        return sql.query(
                        row -> row.getLong(1),
                        "SELECT COUNT(*) FROM exportcomments_bulk_item WHERE batch_id = ? AND work = 'hand_over'",
                        batch.id())
                .get(0);
    }

    @Override
    public Optional<Instant> lastChange(BatchRecord batch) {
        return sql.query(
                        row -> Optional.of(row.getLong(1)).filter(millis -> millis > 0),
                        "SELECT MAX(changed_at) FROM exportcomments_bulk_item WHERE batch_id = ?",
                        batch.id())
                .get(0)
                .map(Instant::ofEpochMilli);
    }

    @Override
    public BulkTotals totals() {
        return StoreTotals.of(sql, millis());
    }

    @Override
    public Map<JobGuid, Instant> jobsOfOthers(ItemRecord item, Instant from, Instant to) {
        String sent = "SELECT job, sent_at FROM exportcomments_bulk_item WHERE job IS NOT NULL AND id <> ? AND ";
        Map<JobGuid, Instant> jobs = new HashMap<>();
        sql.query(
                        row -> Map.entry(JobGuid.of(row.getString(1)), Instant.ofEpochMilli(row.getLong(2))),
                        sent + "sent_at BETWEEN ? AND ? UNION " + sent + "item_key = ? AND sent_at IS NOT NULL",
                        item.id(),
                        from.toEpochMilli(),
                        to.toEpochMilli(),
                        item.id(),
                        item.key())
                .forEach(job -> jobs.put(job.getKey(), job.getValue()));
        return jobs;
    }

    @Override
    public boolean isAnotherSending(ItemRecord item) {
        return !sql.query(
                        row -> row.getLong(1),
                        "SELECT id FROM exportcomments_bulk_item WHERE work = 'look_up' AND id <> ? LIMIT 1",
                        item.id())
                .isEmpty();
    }

    @Override
    public Map<ItemState, Long> underWay() {
        return StoreTotals.underWay(sql);
    }

    @Override
    public boolean renew(String worker, Instant aliveUntil) {
        return sql.update(
                        "UPDATE exportcomments_bulk_worker SET alive_until = ? WHERE name = ?",
                        aliveUntil.toEpochMilli(),
                        worker)
                == 1;
    }

    @Override
    public void addWorker(String worker, Instant aliveUntil) {
        sql.update(
                "INSERT INTO exportcomments_bulk_worker (name, alive_until) VALUES (?, ?)",
                worker,
                aliveUntil.toEpochMilli());
    }

    @Override
    public List<String> dead() {
        return sql.query(
                row -> row.getString(1),
                "SELECT name FROM exportcomments_bulk_worker WHERE alive_until < ?" + database.lockFree(),
                millis());
    }

    @Override
    public boolean removeWorker(String worker) {
        return sql.update("DELETE FROM exportcomments_bulk_worker WHERE name = ?", worker) == 1;
    }
}
