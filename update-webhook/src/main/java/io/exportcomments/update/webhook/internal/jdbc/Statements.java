package io.exportcomments.update.webhook.internal.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Runs statements, each a transaction of its own. One that lost against another transaction has changed nothing, and is
 * run again: so the store works at every level of isolation.
 */
public final class Statements {
    private static final int MOST_TRIES = 50;
    private static final String UNIQUE_KEY_AND_OTHER_CONSTRAINTS = "23";
    private static final String VALUES = "22";
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String POSTGRES_DEADLOCK = "40P01";
    private static final String H2_CONCURRENT_UPDATE = "90131";
    private static final int SQLITE_BUSY = 5;
    private static final int SQLITE_LOCKED = 6;
    private static final int SQLITE_TOO_BIG = 18;
    private static final int SQLITE_CONSTRAINT = 19;
    private static final int SQLITE_PRIMARY_CODE = 0xFF;

    private final Connection connection;
    private final DatabaseProduct product;

    /** Reads a row. */
    public interface Row<T> {
        /** What a row has. */
        T read(ResultSet row) throws SQLException;
    }

    private interface Attempt<T> {
        T run() throws SQLException;
    }

    /** Statements on a connection, which is borrowed and commits by itself. */
    public Statements(Connection connection, DatabaseProduct product) {
        this.connection = connection;
        this.product = product;
    }

    /** Changes rows; how many. */
    public int update(String sql, Object... values) throws SQLException {
        return retried(() -> {
            try (PreparedStatement statement = prepared(sql, values)) {
                return statement.executeUpdate();
            }
        });
    }

    /** Runs a statement for each of these, in one exchange. */
    public void updateEach(String sql, List<Object[]> rows) throws SQLException {
        retried(() -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (Object[] values : rows) {
                    set(statement, values);
                    statement.addBatch();
                }
                return statement.executeBatch();
            }
        });
    }

    /** Inserts a row; false if there is one with its key. */
    public boolean insert(String sql, Object... values) throws SQLException {
        return insert(this::isConstraint, sql, values) == 1;
    }

    /**
     * Inserts rows; how many, or none if one of them is rejected: there is one with a key of theirs that was not there
     * when it was looked for, or the table does not take what is in it.
     */
    public int insertAll(String sql, Object... values) throws SQLException {
        return insert(this::isRejection, sql, values);
    }

    private int insert(Predicate<SQLException> isNone, String sql, Object... values) throws SQLException {
        try {
            return update(sql, values);
        } catch (SQLException e) {
            if (isNone.test(e)) {
                return 0;
            }
            throw e;
        }
    }

    /** Reads all rows that there are. */
    public <T> List<T> query(Row<T> row, String sql, Object... values) throws SQLException {
        return retried(() -> {
            List<T> found = new ArrayList<>();
            try (PreparedStatement statement = prepared(sql, values);
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(row.read(rows));
                }
            }
            return found;
        });
    }

    private <T> T retried(Attempt<T> attempt) throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                return attempt.run();
            } catch (SQLException e) {
                if (tries == MOST_TRIES || !hasLost(e)) {
                    throw e;
                }
            }
        }
    }

    private boolean hasLost(SQLException e) {
        if (product == DatabaseProduct.SQLITE) {
            int code = e.getErrorCode() & SQLITE_PRIMARY_CODE;
            return code == SQLITE_BUSY || code == SQLITE_LOCKED;
        }
        String state = String.valueOf(e.getSQLState());
        return state.equals(SERIALIZATION_FAILURE)
                || state.equals(POSTGRES_DEADLOCK)
                || state.equals(H2_CONCURRENT_UPDATE);
    }

    /** Whether a row was rejected for a key or another constraint; not every driver tells which. */
    boolean isConstraint(SQLException e) {
        return product == DatabaseProduct.SQLITE
                ? (e.getErrorCode() & SQLITE_PRIMARY_CODE) == SQLITE_CONSTRAINT
                : String.valueOf(e.getSQLState()).startsWith(UNIQUE_KEY_AND_OTHER_CONSTRAINTS);
    }

    /** Whether it was what a row would have had in it that was rejected, by the table's types or its constraints. */
    boolean isRejection(SQLException e) {
        return isConstraint(e)
                || (product == DatabaseProduct.SQLITE
                        ? (e.getErrorCode() & SQLITE_PRIMARY_CODE) == SQLITE_TOO_BIG
                        : String.valueOf(e.getSQLState()).startsWith(VALUES));
    }

    /** Whoever gets the statement closes it. */
    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        set(statement, values);
        return statement;
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
    }
}
