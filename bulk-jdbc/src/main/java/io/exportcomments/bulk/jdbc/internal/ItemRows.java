package io.exportcomments.bulk.jdbc.internal;

import io.exportcomments.bulk.batch.BatchPlan;
import io.exportcomments.bulk.batch.BatchStage;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.jdbc.internal.SqlRunner.NullOf;
import io.exportcomments.bulk.port.BatchRecord;
import io.exportcomments.bulk.port.Handover;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.bulk.port.Work;
import io.exportcomments.job.JobGuid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Rows as records, and records as the values of rows. */
final class ItemRows {
    static final String BATCH =
            "SELECT id, name, priority, start_at, max_attempts, stage FROM exportcomments_bulk_batch";
    static final String ITEM = "SELECT id, batch_id, item_key, request, state, attempt, failures, job, message, file,"
            + " owner, due_at, sent_at, send_until, given_back, handover, changed_at FROM exportcomments_bulk_item";
    static final String UPDATE = "UPDATE exportcomments_bulk_item SET state = ?, work = ?, attempt = ?, failures = ?,"
            + " job = ?, message = ?, file = ?, owner = ?, due_at = ?, sent_at = ?, send_until = ?, sending_key = ?,"
            + " given_back = ?, handover = ?, changed_at = ? WHERE id = ?";
    static final String INSERT = "INSERT INTO exportcomments_bulk_item (batch_id, item_key, request, state, work,"
            + " attempt, failures, due_at, given_back, handover, changed_at)"
            + " VALUES (?, ?, ?, 'waiting', 'send', 0, 0, ?, 0, 'none', ?)";

    private ItemRows() {}

    static BatchRecord batch(ResultSet row) throws SQLException {
        BatchPlan plan = new BatchPlan(
                row.getString("name"),
                row.getInt("priority"),
                Optional.ofNullable(time(row, "start_at")),
                row.getInt("max_attempts"));
        return new BatchRecord(
                row.getLong("id"),
                plan,
                BatchStage.valueOf(row.getString("stage").toUpperCase(Locale.ROOT)));
    }

    static ItemRecord item(ResultSet row, LongFunction<BatchRecord> batches) throws SQLException {
        String job = row.getString("job");
        Instant changed = Instant.ofEpochMilli(row.getLong("changed_at"));
        return new ItemRecord(
                row.getLong("id"),
                batches.apply(row.getLong("batch_id")),
                row.getString("item_key"),
                RequestJson.read(row.getString("request")),
                ItemState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInt("attempt"),
                row.getInt("failures"),
                job == null ? null : JobGuid.of(job),
                row.getString("message"),
                row.getString("file"),
                row.getString("owner"),
                time(row, "due_at"),
                time(row, "sent_at"),
                time(row, "send_until"),
                row.getInt("given_back"),
                Handover.valueOf(row.getString("handover").toUpperCase(Locale.ROOT)),
                changed);
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    /** For {@link #UPDATE}. */
    static Object[] values(ItemRecord item) {
        Work work = item.work();
        JobGuid job = item.job();
        return new Object[] {
            item.state().label(),
            text(work == null ? null : label(work)),
            item.attempt(),
            item.failures(),
            text(job == null ? null : name(job)),
            text(item.message()),
            text(item.file()),
            text(item.owner()),
            millis(item.dueAt()),
            millis(item.sentAt()),
            millis(item.sendUntil()),
            text(item.sendingKey()),
            item.givenBack(),
            label(item.handover()),
            item.changedAt().toEpochMilli(),
            item.id()
        };
    }

    /** Equal for guids that are equal: a database compares to the letter. */
    private static String name(JobGuid job) {
        String small = job.value().toLowerCase(Locale.ROOT);
        return JobGuid.of(small).equals(job) ? small : job.value();
    }

    static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static Object millis(@Nullable Instant time) {
        return time == null ? NullOf.NUMBER : (Object) time.toEpochMilli();
    }

    private static Object text(@Nullable String value) {
        return value == null ? NullOf.TEXT : value;
    }
}
