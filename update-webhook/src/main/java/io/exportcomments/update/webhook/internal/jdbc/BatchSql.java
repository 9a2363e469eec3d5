package io.exportcomments.update.webhook.internal.jdbc;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * Statements for several deliveries at once, for one, two, four and so on up to {@value #LARGEST}: few enough for a
 * database to keep them prepared. Thread-safe.
 */
public final class BatchSql {
    /** The most deliveries of one statement. */
    public static final int LARGEST = 32;

    private static final String TABLE = "exportcomments_delivery";

    private final Map<Integer, String> inserts = new ConcurrentHashMap<>();
    private final Map<Integer, String> findings = new ConcurrentHashMap<>();
    private final Map<Integer, String> notes = new ConcurrentHashMap<>();

    /** No statement yet. */
    public BatchSql() {}

    /** The first of these, as many as a statement takes; at least one. */
    public static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(LARGEST, Integer.highestOneBit(all.size())));
    }

    /** Inserts those that are not there: for each its key, body, time, claim and the claim's end. */
    public String insert(DatabaseProduct product, int count) {
        return made(
                inserts,
                count,
                rows -> "INSERT INTO " + TABLE + " (delivery_key, body, received_at, claim, due_at, attempts)"
                        + " SELECT k, b, r, c, d, 1 FROM " + product.arrivals(rows)
                        + " WHERE NOT EXISTS (SELECT 1 FROM " + TABLE + " WHERE delivery_key = k)");
    }

    /** The keys that have this claim: the claim, and the keys to look at. */
    public String claimed(int count) {
        return made(
                findings,
                count,
                rows -> "SELECT delivery_key FROM " + TABLE + " WHERE claim = ? AND delivery_key IN (" + "?"
                        + ", ?".repeat(rows - 1) + ")");
    }

    /** Notes them as handled: when, and their keys. */
    public String done(int count) {
        return made(
                notes,
                count,
                rows -> "UPDATE " + TABLE + " SET claim = NULL, due_at = NULL, body = NULL, handled_at = ?"
                        + " WHERE delivery_key IN (" + "?" + ", ?".repeat(rows - 1) + ")");
    }

    private static String made(Map<Integer, String> known, int count, IntFunction<String> maker) {
        return known.computeIfAbsent(count, maker::apply);
    }
}
