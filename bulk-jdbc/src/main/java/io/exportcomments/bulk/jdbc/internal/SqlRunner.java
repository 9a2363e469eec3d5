package io.exportcomments.bulk.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs statements of one transaction on a connection, which is borrowed. */
public final class SqlRunner {
    private final Connection connection;
    private final BulkDatabase database;

    /** Reads a row. */
    public interface Row<T> {
        /** What a row has. */
        T read(ResultSet row) throws SQLException;
    }

    /** A statement failed; it goes through the work of a transaction as it is. */
    public static final class FailedException extends RuntimeException {
        private final transient SQLException reason;

        FailedException(SQLException reason) {
            super(reason);
            this.reason = reason;
        }

        /** What the driver threw. */
        public SQLException reason() {
            return reason;
        }
    }

    private interface Step<T> {
        T run() throws SQLException;
    }

    /** Statements on a connection. */
    public SqlRunner(Connection connection, BulkDatabase database) {
        this.connection = connection;
        this.database = database;
    }

    /** Begins a transaction. */
    public void begin() {
        run(() -> {
            database.begin(connection);
            return true;
        });
    }

    /** Commits it. */
    public void commit() {
        run(() -> {
            database.commit(connection);
            return true;
        });
    }

    /** Takes it back; a connection on which that fails is broken, and what it began is taken back by the database. */
    public void rollback() {
        try {
            database.rollback(connection);
        } catch (SQLException e) {
            System.getLogger("io.exportcomments.bulk")
                    .log(System.Logger.Level.DEBUG, "A transaction could not be taken back", e);
        }
    }

    /** Changes rows; how many. */
    public int update(String sql, @Nullable Object... values) {
        return run(() -> {
            try (PreparedStatement statement = prepared(sql, values)) {
                return statement.executeUpdate();
            }
        });
    }

    /** Reads all rows that there are. */
    public <T> List<T> query(Row<T> row, String sql, @Nullable Object... values) {
        return run(() -> {
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

    private static <T> T run(Step<T> step) {
        try {
            return step.run();
        } catch (SQLException e) {
            throw new FailedException(e);
        }
    }

    /** Whoever gets the statement closes it. */
    private PreparedStatement prepared(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof Long number) {
                statement.setLong(i + 1, number);
            } else if (value instanceof Integer number) {
                statement.setInt(i + 1, number);
            } else if (value instanceof String text) {
                statement.setString(i + 1, text);
            } else if (value instanceof NullOf type) {
                statement.setNull(i + 1, type == NullOf.NUMBER ? Types.BIGINT : Types.VARCHAR);
            } else {
                statement.close();
                throw new IllegalArgumentException("Neither a number nor a text: " + value);
            }
        }
        return statement;
    }

    /** Nothing, of a type: PostgreSQL wants to know which. */
    enum NullOf {
        NUMBER,
        TEXT
    }
}
