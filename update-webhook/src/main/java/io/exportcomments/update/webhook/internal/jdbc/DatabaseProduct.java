package io.exportcomments.update.webhook.internal.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/** The databases that can keep deliveries. */
public enum DatabaseProduct {
    /** PostgreSQL. */
    POSTGRESQL("schema.sql", Dialect.STANDARD),
    /** H2. */
    H2("schema.sql", Dialect.STANDARD),
    /** SQLite. */
    SQLITE("schema-sqlite.sql", Dialect.LITE),
    /** MariaDB. */
    MARIADB("schema-mariadb.sql", Dialect.MY),
    /** MySQL, from 8.0.17 on. */
    MYSQL("schema-mysql.sql", Dialect.MY);

    /** How deliveries are inserted that are not there yet. */
    private enum Dialect {
        STANDARD(
                "CAST(? AS VARCHAR(200)), CAST(? AS BYTEA), CAST(? AS BIGINT), CAST(? AS VARCHAR(36)),"
                        + " CAST(? AS BIGINT)",
                ""),
        LITE("?, ?, ?, ?, ?", ""),
        MY("?, ?, ?, ?, ?", " FROM DUAL");

        private final String row;
        private final String from;

        Dialect(String row, String from) {
            this.row = row;
            this.from = from;
        }
    }

    private static final String INSERT =
            "INSERT INTO exportcomments_delivery (delivery_key, body, received_at, claim, due_at, attempts)";

    private final String schema;
    private final Dialect dialect;

    DatabaseProduct(String schema, Dialect dialect) {
        this.schema = schema;
        this.dialect = dialect;
    }

    /** The product behind a connection; empty if it is none of these. */
    public static Optional<DatabaseProduct> of(Connection connection) throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        // MySQL's driver says MySQL of MariaDB, too.
        boolean maria = String.valueOf(about.getDatabaseProductVersion()).contains("MariaDB");
        return maria ? Optional.of(MARIADB) : named(about.getDatabaseProductName());
    }

    /** The product that calls itself so; empty if it is none of these. */
    public static Optional<DatabaseProduct> named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "postgresql" -> Optional.of(POSTGRESQL);
            case "h2" -> Optional.of(H2);
            case "sqlite" -> Optional.of(SQLITE);
            case "mariadb" -> Optional.of(MARIADB);
            case "mysql" -> Optional.of(MYSQL);
            default -> Optional.empty();
        };
    }

    /** The name of the script that makes the table. */
    public String schema() {
        return schema;
    }

    /**
     * Whether it looks for many keys by its index. PostgreSQL rather reads the whole table, which it takes for a small
     * one as long as it has no statistics of it, however fast it fills.
     */
    boolean looksForMany() {
        return this != POSTGRESQL;
    }

    /** Inserts deliveries that are not there yet, each by its key, body, time, claim and the claim's end. */
    String insert(int count) {
        return looksForMany()
                ? INSERT + " SELECT k, b, r, c, d, 1 FROM " + arrivals(count)
                        + " WHERE NOT EXISTS (SELECT 1 FROM exportcomments_delivery WHERE delivery_key = k)"
                : INSERT + " VALUES (?, ?, ?, ?, ?, 1)" + ", (?, ?, ?, ?, ?, 1)".repeat(count - 1)
                        + " ON CONFLICT (delivery_key) DO NOTHING";
    }

    private String arrivals(int count) {
        return dialect == Dialect.LITE
                ? "(SELECT ? AS k, ? AS b, ? AS r, ? AS c, ? AS d" + " UNION ALL SELECT ?, ?, ?, ?, ?".repeat(count - 1)
                        + ") arrived"
                : "(VALUES (" + dialect.row + ")" + (", (" + dialect.row + ")").repeat(count - 1)
                        + ") arrived (k, b, r, c, d)";
    }

    /**
     * Whether it inserts several at once. MariaDB and MySQL take none of a query's values for what a key is compared
     * with: it depends on where a value stands, in which alphabet it is.
     */
    public boolean insertsMany() {
        return dialect != Dialect.MY;
    }

    /** Inserts a delivery: its key, body, time, claim and the claim's end, and its key again. */
    public String insert() {
        return INSERT + " SELECT " + dialect.row + ", 1" + dialect.from
                + " WHERE NOT EXISTS (SELECT 1 FROM exportcomments_delivery WHERE delivery_key = ?)";
    }
}
