package io.exportcomments.update.webhook.jdbc;

import io.exportcomments.update.webhook.delivery.DeliveryStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps deliveries in the table {@code exportcomments_delivery} of a database: they outlive the program, and several instances share
 * them, each delivery handled by one. For PostgreSQL and H2.
 *
 * <p>Each step is one statement in a transaction of its own: a unique key decides who keeps a delivery first, and an update that only one
 * can win, who handles it. Errors of the database come as {@link DeliveryStoreException}. A delivery that was put aside has neither
 * {@code due_at} nor {@code handled_at}; setting {@code due_at} to 0 has it handled again. Thread-safe; the data source is borrowed.
 */
public final class JdbcDeliveryStore implements DeliveryStore {
    private static final String UNIQUE_KEY_AND_OTHER_CONSTRAINTS = "23";
    private static final String INSERT = "INSERT INTO exportcomments_delivery (delivery_key, body, received_at, claim,"
            + " due_at, attempts) SELECT CAST(? AS VARCHAR(200)), CAST(? AS BYTEA), CAST(? AS BIGINT), CAST(? AS"
            + " VARCHAR(36)), CAST(? AS BIGINT), 1 WHERE NOT EXISTS (SELECT 1 FROM exportcomments_delivery WHERE"
            + " delivery_key = ?)";
    private static final String FIND =
            "SELECT due_at, handled_at, attempts, body FROM exportcomments_delivery WHERE delivery_key = ?";
    private static final String TAKE =
            "UPDATE exportcomments_delivery SET claim = ?, due_at = ?, attempts = attempts + 1"
                    + " WHERE delivery_key = ? AND due_at <= ? AND attempts = ?";
    private static final String RENEW =
            "UPDATE exportcomments_delivery SET due_at = ? WHERE delivery_key = ? AND claim = ?";
    private static final String DONE =
            "UPDATE exportcomments_delivery SET claim = NULL, due_at = NULL, body = NULL, handled_at = ? WHERE"
                    + " delivery_key = ?";
    private static final String RELEASE =
            "UPDATE exportcomments_delivery SET claim = NULL, due_at = ? WHERE delivery_key = ? AND claim = ?";
    private static final String FORGET = "DELETE FROM exportcomments_delivery WHERE delivery_key = ? AND claim = ?";
    private static final String PUT_ASIDE =
            "UPDATE exportcomments_delivery SET claim = NULL, due_at = NULL WHERE delivery_key = ? AND claim = ?";
    private static final String DUE =
            "SELECT delivery_key, body, attempts FROM exportcomments_delivery WHERE due_at <= ?"
                    + " ORDER BY due_at FETCH FIRST ? ROWS ONLY";
    private static final String PRUNE = "DELETE FROM exportcomments_delivery WHERE handled_at < ?";

    private final DataSource database;

    private JdbcDeliveryStore(DataSource database) {
        this.database = database;
    }

    /** A store in this database, which has the table already: see {@link #schema()}. */
    public static JdbcDeliveryStore in(DataSource database) {
        return new JdbcDeliveryStore(Objects.requireNonNull(database, "database"));
    }

    /** The statements that make the table, for a migration tool. */
    public static String schema() {
        try (InputStream script = JdbcDeliveryStore.class.getResourceAsStream("schema.sql")) {
            return new String(Objects.requireNonNull(script, "schema.sql").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the table where it is not there yet; gives this store. */
    public JdbcDeliveryStore createTable() {
        return onConnection("make its table", connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String part : schema().replaceAll("(?m)^\\s*--.*$", "").split(";", -1)) {
                    if (!part.isBlank()) {
                        statement.execute(part);
                    }
                }
            }
            return this;
        });
    }

    @Override
    public Admission admit(String key, byte[] body, Instant now, Instant until) {
        return onConnection("keep a delivery", connection -> {
            String token = UUID.randomUUID().toString();
            while (true) {
                if (insert(connection, key, body, now, until, token)) {
                    return new Admission.Claimed(new Claim(key, token, body, 1));
                }
                Admission known = known(connection, key, now, until, token);
                if (known != null) {
                    return known;
                }
                // It was forgotten in between: it is as if it came for the first time.
            }
        });
    }

    private static boolean insert(
            Connection connection, String key, byte[] body, Instant now, Instant until, String token)
            throws SQLException {
        try {
            return update(connection, INSERT, key, body, now.toEpochMilli(), token, until.toEpochMilli(), key) == 1;
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith(UNIQUE_KEY_AND_OTHER_CONSTRAINTS)) {
                return false;
            }
            throw e;
        }
    }

    private static @Nullable Admission known(
            Connection connection, String key, Instant now, Instant until, String token) throws SQLException {
        try (PreparedStatement statement = prepared(connection, FIND, key);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            long due = row.getLong("due_at");
            boolean isDue = !row.wasNull() && due <= now.toEpochMilli();
            row.getLong("handled_at");
            boolean handled = !row.wasNull();
            int attempts = row.getInt("attempts");
            byte[] body = row.getBytes("body");
            if (isDue && take(connection, key, attempts, now, until, token)) {
                return new Admission.Claimed(new Claim(key, token, body, attempts + 1));
            }
            return new Admission.Known(handled);
        }
    }

    /** The count of attempts is the fence: of several that saw the same row, one finds it as it was. */
    private static boolean take(
            Connection connection, String key, int attempts, Instant now, Instant until, String token)
            throws SQLException {
        return update(connection, TAKE, token, until.toEpochMilli(), key, now.toEpochMilli(), attempts) == 1;
    }

    @Override
    public boolean renew(Claim claim, Instant until) {
        return change("renew a claim", RENEW, until.toEpochMilli(), claim.key(), claim.token()) == 1;
    }

    /** Whoever has the claim by now: what is handled is handled. */
    @Override
    public void done(Claim claim, Instant now) {
        change("note a delivery as handled", DONE, now.toEpochMilli(), claim.key());
    }

    @Override
    public void release(Claim claim, Instant due) {
        change("give a delivery back", RELEASE, due.toEpochMilli(), claim.key(), claim.token());
    }

    @Override
    public void forget(Claim claim) {
        change("forget a delivery", FORGET, claim.key(), claim.token());
    }

    @Override
    public void putAside(Claim claim, Instant now) {
        change("put a delivery aside", PUT_ASIDE, claim.key(), claim.token());
    }

    @Override
    public List<Claim> claimDue(int most, Instant now, Instant until) {
        return onConnection("claim what is due", connection -> {
            List<Claim> claimed = new ArrayList<>();
            for (Claim seen : due(connection, most, now)) {
                if (take(connection, seen.key(), seen.attempt() - 1, now, until, seen.token())) {
                    claimed.add(seen);
                }
            }
            return claimed;
        });
    }

    private static List<Claim> due(Connection connection, int most, Instant now) throws SQLException {
        List<Claim> due = new ArrayList<>();
        try (PreparedStatement statement = prepared(connection, DUE, now.toEpochMilli(), most);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                String token = UUID.randomUUID().toString();
                due.add(new Claim(row.getString(1), token, row.getBytes(2), row.getInt(3) + 1));
            }
        }
        return due;
    }

    @Override
    public void prune(Instant handledBefore) {
        change("forget old deliveries", PRUNE, handledBefore.toEpochMilli());
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private int change(String aim, String sql, Object... values) {
        return onConnection(aim, connection -> update(connection, sql, values));
    }

    private <T> T onConnection(String aim, Work<T> work) {
        try (Connection connection = database.getConnection()) {
            boolean before = connection.getAutoCommit();
            connection.setAutoCommit(true);
            try {
                return work.on(connection);
            } finally {
                connection.setAutoCommit(before);
            }
        } catch (SQLException e) {
            throw new DeliveryStoreException("The store of webhook deliveries could not " + aim, e);
        }
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    /** Whoever gets the statement closes it. */
    private static PreparedStatement prepared(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
        return statement;
    }
}
