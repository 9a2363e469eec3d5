package io.exportcomments.update.webhook.internal.jdbc;

import io.exportcomments.update.webhook.delivery.DeliveryStore.Admission;
import io.exportcomments.update.webhook.delivery.DeliveryStore.Claim;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The deliveries of a table, one by one. */
public final class DeliveryRows {
    private static final String FIND =
            "SELECT due_at, handled_at, attempts, body FROM exportcomments_delivery WHERE delivery_key = ?";
    private static final String TAKE =
            "UPDATE exportcomments_delivery SET claim = ?, due_at = ?, attempts = attempts + 1"
                    + " WHERE delivery_key = ? AND due_at <= ? AND attempts = ?";

    private static final int MOST_TRIES = 20;

    private final Statements statements;
    private final DatabaseProduct product;

    /** The rows that these statements find. */
    public DeliveryRows(Statements statements, DatabaseProduct product) {
        this.statements = statements;
        this.product = product;
    }

    /** Keeps a delivery that is not known, and claims it; one that is known and due is claimed too. */
    public Admission admit(String key, byte[] body, Instant now, Instant until) throws SQLException {
        String token = UUID.randomUUID().toString();
        SQLException reason = null;
        for (int tries = 1; tries <= MOST_TRIES; tries++) {
            try {
                Object[] row = {key, body, now.toEpochMilli(), token, until.toEpochMilli(), key};
                if (statements.update(product.insert(), row) == 1) {
                    return new Admission.Claimed(new Claim(key, token, body, 1));
                }
            } catch (SQLException e) {
                if (!statements.isConstraint(e)) {
                    throw e;
                }
                reason = e;
            }
            Admission known = known(key, now, until, token);
            if (known != null) {
                return known;
            }
            // It was forgotten in between: it is as if it came for the first time. Or the table rejects it.
        }
        throw reason != null ? reason : new SQLException("its row came and went " + MOST_TRIES + " times");
    }

    /** A delivery that is known, and the claim to it where it is due. */
    private record Entry(boolean handled, @Nullable Claim due) {
        static Entry of(ResultSet row, String key, String token, Instant now) throws SQLException {
            row.getLong("handled_at");
            boolean handled = !row.wasNull();
            long due = row.getLong("due_at");
            boolean isDue = !row.wasNull() && due <= now.toEpochMilli();
            byte[] body = row.getBytes("body");
            return new Entry(
                    handled, isDue && body != null ? new Claim(key, token, body, row.getInt("attempts") + 1) : null);
        }
    }

    private @Nullable Admission known(String key, Instant now, Instant until, String token) throws SQLException {
        for (Entry entry : statements.query(row -> Entry.of(row, key, token, now), FIND, key)) {
            Claim due = entry.due();
            return due != null && take(due, now, until)
                    ? new Admission.Claimed(due)
                    : new Admission.Known(entry.handled());
        }
        return null;
    }

    /** The count of attempts is the fence: of several that saw the same row, one finds it as it was. */
    public boolean take(Claim claim, Instant now, Instant until) throws SQLException {
        return statements.update(
                        TAKE, claim.token(), until.toEpochMilli(), claim.key(), now.toEpochMilli(), claim.attempt() - 1)
                == 1;
    }
}
