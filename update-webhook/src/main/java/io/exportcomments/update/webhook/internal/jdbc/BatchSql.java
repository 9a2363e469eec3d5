package io.exportcomments.update.webhook.internal.jdbc;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
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
        return made(inserts, count, product::insert);
    }

    /** The keys that have this claim: the claim, and the keys to look at. */
    public String claimed(int count) {
        return made(
                findings,
                count,
                rows -> "SELECT delivery_key FROM " + TABLE + " WHERE claim = ? AND delivery_key IN (" + "?"
                        + ", ?".repeat(rows - 1) + ")");
    }

    /**
     * Notes them as handled.
     *
     * @param keys in their order, so that no two programs wait for each other
     */
    public void note(Statements statements, DatabaseProduct product, List<String> keys, Instant now)
            throws SQLException {
        if (!product.looksForMany()) {
            statements.updateEach(
                    done(1),
                    keys.stream()
                            .map(key -> new Object[] {now.toEpochMilli(), key})
                            .toList());
            return;
        }
        for (List<String> left = keys; !left.isEmpty(); ) {
            List<String> some = first(left);
            List<Object> values = new ArrayList<>(List.of(now.toEpochMilli()));
            values.addAll(some);
            statements.update(done(some.size()), values.toArray());
            left = left.subList(some.size(), left.size());
        }
    }

    private String done(int count) {
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
