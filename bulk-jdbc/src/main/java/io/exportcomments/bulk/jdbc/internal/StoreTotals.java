package io.exportcomments.bulk.jdbc.internal;

import io.exportcomments.bulk.batch.BulkTotals;
import io.exportcomments.bulk.batch.ItemState;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Counts what the tables have. */
final class StoreTotals {
    private StoreTotals() {}

    static BulkTotals of(SqlRunner sql, long now) {
        Map<ItemState, Long> items = new EnumMap<>(ItemState.class);
        sql.query(
                row -> items.put(ItemState.valueOf(row.getString(1).toUpperCase(Locale.ROOT)), row.getLong(2)),
                "SELECT state, COUNT(*) FROM exportcomments_bulk_item GROUP BY state");
        List<Long> aliveUntil = sql.query(row -> row.getLong(1), "SELECT alive_until FROM exportcomments_bulk_worker");
        long unhandled = number(sql, "SELECT COUNT(*) FROM exportcomments_bulk_item WHERE work = 'hand_over'");
        long changed = number(sql, "SELECT MIN(changed_at) FROM exportcomments_bulk_item WHERE owner IS NOT NULL");
        return new BulkTotals(
                items,
                unhandled,
                (int) aliveUntil.stream().filter(until -> until >= now).count(),
                aliveUntil.stream().min(Long::compare).map(until -> Duration.ofMillis(until - now)),
                changed == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(now - changed)));
    }

    /** Each of the queries has an index that passes over all that waits and nobody has. */
    static Map<ItemState, Long> underWay(SqlRunner sql) {
        String counted = "SELECT COUNT(*) FROM exportcomments_bulk_item WHERE ";
        Map<ItemState, Long> counts = new EnumMap<>(ItemState.class);
        counts.put(ItemState.WAITING, number(sql, counted + "owner > '' AND state = 'waiting'"));
        counts.put(ItemState.SENDING, number(sql, counted + "work = 'look_up'"));
        counts.put(ItemState.CREATED, number(sql, counted + "work = 'follow'"));
        return counts;
    }

    /** The only number of a query; 0 where there is none. */
    private static long number(SqlRunner sql, String query) {
        return sql.query(row -> row.getLong(1), query).get(0);
    }
}
