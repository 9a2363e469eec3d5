package io.exportcomments.update.webhook.internal.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Asks a database, before anything is entrusted to it, whether it keeps deliveries as they are. */
public final class DatabaseProbe {
    private static final byte[] BODY = {0, 1, '\'', '\\', '\n', 127, -128, -1};
    private static final long TIME = 4_102_444_800_123L;
    private static final String WRITE_DELAY =
            "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'WRITE_DELAY'";
    private static final String FIND = "SELECT body, due_at FROM exportcomments_delivery WHERE delivery_key = ?";
    private static final String TOUCH = "UPDATE exportcomments_delivery SET due_at = ? WHERE delivery_key = ?";
    private static final String FORGET = "DELETE FROM exportcomments_delivery WHERE delivery_key = ?";

    private final Connection connection;
    private final DatabaseProduct product;
    private final Statements statements;

    /** A probe over a connection, which is borrowed and commits by itself. */
    public DatabaseProbe(Connection connection, DatabaseProduct product) {
        this.connection = connection;
        this.product = product;
        statements = new Statements(connection, product);
    }

    /** Whether the table is there. */
    public boolean hasTable() throws SQLException {
        for (String name : List.of("exportcomments_delivery", "EXPORTCOMMENTS_DELIVERY")) {
            try (ResultSet tables = connection.getMetaData().getTables(connection.getCatalog(), null, name, null)) {
                if (tables.next()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What is wrong with the database, apart from the table. */
    public Optional<String> settings() throws SQLException {
        if (product != DatabaseProduct.H2 || !isPersistent()) {
            return Optional.empty();
        }
        boolean delayed =
                statements.query(row -> row.getString(1), WRITE_DELAY).stream().anyMatch(delay -> !delay.equals("0"));
        return delayed
                ? Optional.of(
                        "this H2 writes what it has committed only later, and loses it when the program is killed;"
                                + " add WRITE_DELAY=0 to its URL")
                : Optional.empty();
    }

    private boolean isPersistent() throws SQLException {
        return statements
                .query(row -> row.getString(1) != null, "CALL DATABASE_PATH()")
                .contains(true);
    }

    /** What is wrong with the table: a delivery is kept, read, looked for by other keys, and forgotten. */
    @SuppressWarnings("try")
    public Optional<String> table() throws SQLException {
        String key = "probe:" + UUID.randomUUID();
        try (Forgetting forgetting = () -> statements.update(FORGET, key)) {
            statements.insert(product.insert(), key, BODY, TIME, "probe", TIME, key);
            if (!find(key).equals(List.of(true))) {
                return Optional.of("a delivery does not come back as it was stored");
            }
            if (!find(key.replace('p', 'P')).isEmpty()) {
                return Optional.of(
                        "it does not tell keys apart that differ only in upper and lower case; make the table"
                                + (product == DatabaseProduct.H2
                                        ? " without IGNORECASE=TRUE"
                                        : " by the schema of this library"));
            }
            if (!find(key + " ").isEmpty()) {
                return Optional.of("it does not tell keys apart that differ only in a blank at the end; make the table"
                        + " by the schema of this library");
            }
            if (statements.update(TOUCH, TIME, key) != 1) {
                return Optional.of("it counts only the rows that an update changes; count those that it finds");
            }
            return Optional.empty();
        }
    }

    /** What fails here does not hide what failed before, such as a disk that is full. */
    private interface Forgetting extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    /** For each row with this key, whether it is as it was given. */
    private List<Boolean> find(String key) throws SQLException {
        return statements.query(row -> Arrays.equals(row.getBytes(1), BODY) && row.getLong(2) == TIME, FIND, key);
    }
}
