package io.exportcomments.quota.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Where the connections of the shared limits come from. Thread-safe. */
public interface QuotaConnections extends AutoCloseable {
    /** What is done with a connection, which is lent. */
    @FunctionalInterface
    interface Statements<T> {
        /** Does it. */
        T on(Connection connection) throws SQLException;
    }

    /** Lends a connection. */
    <T> T use(Statements<T> statements) throws SQLException;

    @Override
    void close();

    /** Connections of a data source, which is borrowed. */
    static QuotaConnections of(DataSource source) {
        return new QuotaConnections() {
            @Override
            public <T> T use(Statements<T> statements) throws SQLException {
                try (Connection connection = source.getConnection()) {
                    return statements.on(connection);
                }
            }

            @Override
            public void close() {
                // The data source is borrowed.
            }
        };
    }
}
