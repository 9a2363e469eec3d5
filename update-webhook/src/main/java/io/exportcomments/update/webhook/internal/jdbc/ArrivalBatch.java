package io.exportcomments.update.webhook.internal.jdbc;

import io.exportcomments.update.webhook.delivery.DeliveryStore.Admission;
import io.exportcomments.update.webhook.delivery.DeliveryStore.Arrival;
import io.exportcomments.update.webhook.delivery.DeliveryStore.Claim;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Deliveries that came at once. */
public final class ArrivalBatch {
    private final BatchSql sql;
    private final List<Arrival> arrivals;
    private final Instant now;
    private final Instant until;
    private final String token = UUID.randomUUID().toString();

    /** A batch. */
    public ArrivalBatch(BatchSql sql, List<Arrival> arrivals, Instant now, Instant until) {
        this.sql = sql;
        this.arrivals = arrivals;
        this.now = now;
        this.until = until;
    }

    /**
     * Keeps new ones by one statement and asks for the others one by one, so that what the table rejects takes nobody
     * with it.
     *
     * @param failure what is said of one that is rejected
     */
    public List<Admission> admit(
            Statements statements, DatabaseProduct product, Function<SQLException, RuntimeException> failure)
            throws SQLException {
        Set<String> fresh = product.insertsMany() ? keep(statements, product) : new HashSet<>();
        DeliveryRows rows = new DeliveryRows(statements, product);
        List<Admission> admissions = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            if (fresh.remove(arrival.key())) {
                admissions.add(new Admission.Claimed(new Claim(arrival.key(), token, arrival.body(), 1)));
                continue;
            }
            try {
                admissions.add(rows.admit(arrival.key(), arrival.body(), now, until));
            } catch (SQLException e) {
                if (!statements.isRejection(e)) {
                    throw e;
                }
                admissions.add(new Admission.Rejected(failure.apply(e)));
            }
        }
        return admissions;
    }

    /** Keeps those that are not known; their keys. A key that comes twice may be passed over, with its neighbours. */
    private Set<String> keep(Statements statements, DatabaseProduct product) throws SQLException {
        Set<String> kept = new HashSet<>();
        // By their keys, so that no two programs wait for each other.
        List<Arrival> left =
                arrivals.stream().sorted(Comparator.comparing(Arrival::key)).toList();
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
            values.addAll(List.of(arrival.key(), arrival.body(), now.toEpochMilli(), token, until.toEpochMilli()));
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
