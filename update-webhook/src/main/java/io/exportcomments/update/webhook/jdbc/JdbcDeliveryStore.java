package io.exportcomments.update.webhook.jdbc;

import io.exportcomments.update.webhook.delivery.DeliveryStore;
import io.exportcomments.update.webhook.internal.jdbc.ArrivalBatch;
import io.exportcomments.update.webhook.internal.jdbc.BatchSql;
import io.exportcomments.update.webhook.internal.jdbc.DatabaseProbe;
import io.exportcomments.update.webhook.internal.jdbc.DatabaseProduct;
import io.exportcomments.update.webhook.internal.jdbc.DeliveryRows;
import io.exportcomments.update.webhook.internal.jdbc.Statements;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps deliveries in the table {@code exportcomments_delivery} of a database: they outlive the program, and several
 * instances share them, each delivery handled by one. For PostgreSQL, H2, SQLite, MariaDB, and MySQL from 8.0.17 on.
 *
 * <p>The database is asked at the start whether it keeps deliveries as they are, and rejected with an
 * {@link IllegalArgumentException} if not: another product, keys that are compared without regard to case, or an
 * embedded H2 that loses what it has committed when the program is killed (its URL needs {@code WRITE_DELAY=0}; SQLite
 * is the safer choice for a single machine). If the database
 * does not answer at the start, it is asked at the first delivery.
 *
 * <p>Each step is one statement in a transaction of its own, at any level of isolation: a unique key decides who keeps
 * a delivery first, and an update that only one can win, who handles it. Errors of the database come as
 * {@link DeliveryStoreException}. A delivery that was put aside has neither {@code due_at} nor {@code handled_at};
 * setting {@code due_at} to 0 has it handled again. Thread-safe; the data source is borrowed.
 */
public final class JdbcDeliveryStore implements DeliveryStore {
    private static final System.Logger LOG = System.getLogger("io.exportcomments.webhook");
    private static final String RENEW =
            "UPDATE exportcomments_delivery SET due_at = ? WHERE delivery_key = ? AND claim = ?";
    private static final String RELEASE =
            "UPDATE exportcomments_delivery SET claim = NULL, due_at = ? WHERE delivery_key = ? AND claim = ?";
    private static final String FORGET = "DELETE FROM exportcomments_delivery WHERE delivery_key = ? AND claim = ?";
    private static final String PUT_ASIDE =
            "UPDATE exportcomments_delivery SET claim = NULL, due_at = NULL WHERE delivery_key = ? AND claim = ?";
    private static final String DUE =
            "SELECT delivery_key, body, attempts FROM exportcomments_delivery WHERE due_at <= ? ORDER BY due_at LIMIT"
                    + " ?";
    private static final String PRUNE = "DELETE FROM exportcomments_delivery WHERE handled_at < ?";

    private final DataSource database;
    private final BatchSql batches = new BatchSql();
    private volatile @Nullable DatabaseProduct product;
    private volatile boolean probed;

    private JdbcDeliveryStore(DataSource database) {
        this.database = database;
    }

    /**
     * A store in this database, which has the table already, or gets it by {@link #createTable()}.
     *
     * @throws IllegalArgumentException if the database cannot keep deliveries; the message says why
     */
    public static JdbcDeliveryStore in(DataSource database) {
        JdbcDeliveryStore store = new JdbcDeliveryStore(Objects.requireNonNull(database, "database"));
        try {
            store.onConnection("ask its database", connection -> store.checked(connection, false));
        } catch (DeliveryStoreException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The database of webhook deliveries does not answer; it is asked again at the first delivery",
                    e);
        }
        return store;
    }

    /** The statements that make the table in PostgreSQL and H2, for a migration tool. */
    public static String schema() {
        return script(DatabaseProduct.POSTGRESQL);
    }

    /**
     * The statements that make the table, for a migration tool.
     *
     * @param product PostgreSQL, H2, SQLite, MariaDB or MySQL, in any case of letters
     * @throws IllegalArgumentException if it is another one
     */
    public static String schema(String product) {
        return script(DatabaseProduct.named(product).orElseThrow(() -> unsupported(product)));
    }

    private static String script(DatabaseProduct product) {
        try (InputStream script = JdbcDeliveryStore.class.getResourceAsStream(product.schema())) {
            byte[] bytes = Objects.requireNonNull(script, product.schema()).readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes the table where it is not there yet, also where other programs do so at once; gives this store. Where it
     * fails, for a full disk, say, it can be called again, and goes on with what is there.
     *
     * @throws DeliveryStoreException if the database does not answer or can't make it; the message says why
     * @throws IllegalArgumentException if the database cannot keep deliveries; the message says why
     */
    public JdbcDeliveryStore createTable() {
        return onConnection("make its table", connection -> {
            DatabaseProduct mine = checked(connection, false);
            DeliveryTable.make(connection, script(mine));
            checked(connection, true);
            return this;
        });
    }

    /** Asks the database once what it is, and once the table is there, how it keeps what it gets. */
    private DatabaseProduct checked(Connection connection, boolean tableIsThere) throws SQLException {
        DatabaseProduct mine = product;
        if (mine == null) {
            String name = connection.getMetaData().getDatabaseProductName();
            mine = DatabaseProduct.of(connection).orElseThrow(() -> unsupported(name));
            reject(mine, new DatabaseProbe(connection, mine).settings());
            product = mine;
        }
        if (!probed) {
            DatabaseProbe probe = new DatabaseProbe(connection, mine);
            if (tableIsThere || probe.hasTable()) {
                reject(mine, probe.table());
                probed = true;
            }
        }
        return mine;
    }

    private static void reject(DatabaseProduct product, Optional<String> reason) {
        if (reason.isPresent()) {
            throw new IllegalArgumentException("This " + product.name().toLowerCase(Locale.ROOT)
                    + " database cannot keep webhook deliveries: " + reason.get());
        }
    }

    private static IllegalArgumentException unsupported(String product) {
        return new IllegalArgumentException("Webhook deliveries cannot be kept in " + product
                + ": use PostgreSQL, H2, SQLite, MariaDB or MySQL, or a DeliveryStore of your own");
    }

    @Override
    public Admission admit(String key, byte[] body, Instant now, Instant until) {
        return onStatements(
                "keep a delivery",
                (statements, mine) -> new DeliveryRows(statements, mine).admit(key, body, now, until));
    }

    /** New ones are kept by one statement; the others are then asked for one by one. */
    @Override
    public List<Admission> admitAll(List<Arrival> arrivals, Instant now, Instant until) {
        return onStatements(
                "keep deliveries",
                (statements, mine) -> new ArrivalBatch(batches, arrivals, now, until)
                        .admit(statements, mine, rejection -> failure("keep a delivery", rejection)));
    }

    @Override
    public int batchSize() {
        return BatchSql.LARGEST;
    }

    @Override
    public boolean renew(Claim claim, Instant until) {
        return change("renew a claim", RENEW, until.toEpochMilli(), claim.key(), claim.token()) == 1;
    }

    /** Whoever has the claim by now: what is handled is handled. */
    @Override
    public void done(Claim claim, Instant now) {
        doneAll(List.of(claim), now);
    }

    @Override
    public void doneAll(List<Claim> claims, Instant now) {
        onStatements("note deliveries as handled", (statements, mine) -> {
            batches.note(
                    statements, mine, claims.stream().map(Claim::key).sorted().toList(), now);
            return claims;
        });
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
        return onStatements("claim what is due", (statements, mine) -> {
            DeliveryRows rows = new DeliveryRows(statements, mine);
            List<Claim> claimed = new ArrayList<>();
            for (Claim seen : statements.query(JdbcDeliveryStore::seen, DUE, now.toEpochMilli(), most)) {
                if (rows.take(seen, now, until)) {
                    claimed.add(seen);
                }
            }
            return claimed;
        });
    }

    private static Claim seen(ResultSet row) throws SQLException {
        return new Claim(row.getString(1), UUID.randomUUID().toString(), row.getBytes(2), row.getInt(3) + 1);
    }

    @Override
    public void prune(Instant handledBefore) {
        change("forget old deliveries", PRUNE, handledBefore.toEpochMilli());
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private interface Steps<T> {
        T run(Statements statements, DatabaseProduct product) throws SQLException;
    }

    private int change(String aim, String sql, Object... values) {
        return onStatements(aim, (statements, mine) -> statements.update(sql, values));
    }

    private <T> T onStatements(String aim, Steps<T> steps) {
        return onConnection(aim, connection -> {
            DatabaseProduct mine = checked(connection, false);
            return steps.run(new Statements(connection, mine), mine);
        });
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
            throw failure(aim, e);
        }
    }

    private static DeliveryStoreException failure(String aim, SQLException cause) {
        return new DeliveryStoreException(
                "The store of webhook deliveries could not " + aim + ": " + cause.getMessage(), cause);
    }
}
