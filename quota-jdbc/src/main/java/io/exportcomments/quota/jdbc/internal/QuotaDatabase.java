package io.exportcomments.quota.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The databases that can share limits. In each, a transaction first waits for the account's lock, and what it counts is
 * read by later statements, which see all that was committed before.
 */
public enum QuotaDatabase {
    /** PostgreSQL: an advisory lock, and a snapshot for each statement. */
    POSTGRESQL {
        @Override
        long begin(Connection connection, String account) throws SQLException {
            connection.setAutoCommit(false);
            // For this transaction alone: to change the session's level, and to change it back, are transactions, too.
            // These are statements of their own, which go to the server together.
            try (PreparedStatement begin = connection.prepareStatement(
                    "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = '" + LONGEST_LOCK_MILLIS
                            + "ms'; SELECT pg_advisory_xact_lock(hashtext('exportcomments_quota'), hashtext(?));"
                            + " SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)")) {
                begin.setString(1, account);
                begin.execute();
                for (int i = 0; i < BEFORE_THE_CLOCK; i++) {
                    begin.getMoreResults();
                }
                return number(begin.getResultSet());
            }
        }

        @Override
        void commit(Connection connection) throws SQLException {
            connection.commit();
        }

        @Override
        void rollback(Connection connection) throws SQLException {
            connection.rollback();
        }
    },
    /** SQLite: a transaction that writes from its beginning, one at a time in the whole database. */
    SQLITE {
        @Override
        long begin(Connection connection, String account) throws SQLException {
            connection.setAutoCommit(true);
            run(connection, "PRAGMA busy_timeout = " + LONGEST_LOCK_MILLIS);
            run(connection, "BEGIN IMMEDIATE");
            try (Statement clock = connection.createStatement()) {
                return number(
                        clock.executeQuery("SELECT CAST(ROUND((julianday('now') - 2440587.5) * 86400000) AS INTEGER)"));
            }
        }

        @Override
        void commit(Connection connection) throws SQLException {
            run(connection, "COMMIT");
        }

        @Override
        void rollback(Connection connection) throws SQLException {
            run(connection, "ROLLBACK");
        }
    };

    private static final int LONGEST_LOCK_MILLIS = 10_000;
    private static final int BEFORE_THE_CLOCK = 3;

    private static final Set<Integer> SQLITE_LOCKED = Set.of(5, 6);
    private static final int SQLITE_PRIMARY_CODE = 0xFF;

    /** What PostgreSQL says where another transaction makes the same table, or was in the way. */
    private static final Set<String> MADE_MEANWHILE = Set.of("23505", "42P07", "42710", "40001", "40P01", "55P03");

    private static final String FORBIDDEN = "42501";

    /** The product behind a connection; empty if it is none of these. */
    public static Optional<QuotaDatabase> of(Connection connection) throws SQLException {
        return switch (String.valueOf(connection.getMetaData().getDatabaseProductName())
                .toLowerCase(Locale.ROOT)) {
            case "postgresql" -> Optional.of(POSTGRESQL);
            case "sqlite" -> Optional.of(SQLITE);
            default -> Optional.empty();
        };
    }

    /** Whether making the tables failed since another program does so at the same time. */
    public static boolean isConflictAtStart(SQLException error) {
        String state = error.getSQLState();
        return state == null
                ? SQLITE_LOCKED.contains(error.getErrorCode() & SQLITE_PRIMARY_CODE)
                : MADE_MEANWHILE.contains(state);
    }

    /** Whether the user may not make tables. */
    public static boolean isForbidden(SQLException error) {
        return FORBIDDEN.equals(error.getSQLState());
    }

    /**
     * Begins a transaction, and waits for the account's lock.
     *
     * @return the present after that, by the database's clock, in milliseconds
     */
    abstract long begin(Connection connection, String account) throws SQLException;

    abstract void commit(Connection connection) throws SQLException;

    abstract void rollback(Connection connection) throws SQLException;

    static long number(@Nullable ResultSet row) throws SQLException {
        if (row == null || !row.next()) {
            throw new SQLException("The database did not tell the time");
        }
        return row.getLong(1);
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
