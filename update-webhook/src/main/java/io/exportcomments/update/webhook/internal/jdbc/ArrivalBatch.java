package io.exportcomments.update.webhook.internal.jdbc;

import io.exportcomments.update.webhook.delivery.DeliveryStore.Arrival;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Deliveries that came at once. */
public final class ArrivalBatch {
    private final BatchSql sql;
    /** By their keys, so that no two programs wait for each other. */
    private final List<Arrival> arrivals;

    private final long now;
    private final long until;
    private final String token;

    /**
     * A batch.
     *
     * @param token what its claims are told by
     */
    public ArrivalBatch(BatchSql sql, List<Arrival> arrivals, Instant now, Instant until, String token) {
        this.sql = sql;
        this.arrivals =
                arrivals.stream().sorted(Comparator.comparing(Arrival::key)).toList();
        this.now = now.toEpochMilli();
        this.until = until.toEpochMilli();
        this.token = token;
    }

    /** Keeps those that are not known; their keys. A key that comes twice may be passed over, with its neighbours. */
    public Set<String> keep(Statements statements, DatabaseProduct product) throws SQLException {
        Set<String> kept = new HashSet<>();
        List<Arrival> left = arrivals;
        while (!left.isEmpty()) {
            List<Arrival> some = BatchSql.first(left);
            kept.addAll(kept(statements, product, some));
            left = left.subList(some.size(), left.size());
        }
        return kept;
    }

    private List<String> kept(Statements statements, DatabaseProduct product, List<Arrival> some) throws SQLException {
        List<Object> values = new ArrayList<>();
        for (Arrival arrival : some) {
            values.addAll(List.of(arrival.key(), arrival.body(), now, token, until));
        }
        int inserted = statements.insertAll(sql.insert(product, some.size()), values.toArray());
        if (inserted == 0) {
            return List.of();
        }
        List<String> keys = some.stream().map(Arrival::key).toList();
        return inserted == keys.size() ? keys : withClaim(statements, keys);
    }

    private List<String> withClaim(Statements statements, List<String> keys) throws SQLException {
        List<Object> values = new ArrayList<>(List.of(token));
        values.addAll(keys);
        return statements.query(row -> row.getString(1), sql.claimed(keys.size()), values.toArray());
    }
}
