package io.exportcomments.bulk.jdbc.internal;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where a store's connections come from. Thread-safe. */
public interface ConnectionSource extends AutoCloseable {
    /** What is done with a connection. */
    @FunctionalInterface
    interface Use<T> {
        /** Does it; the connection is lent. */
        T on(Connection connection) throws SQLException;
    }

    /** Lends a connection. */
    <T> T use(Use<T> use) throws SQLException;

    @Override
    void close();

    /** Connections of a data source, which is borrowed. */
    static ConnectionSource of(DataSource source) {
        return new ConnectionSource() {
            @Override
            public <T> T use(Use<T> use) throws SQLException {
                try (Connection connection = source.getConnection()) {
                    boolean before = connection.getAutoCommit();
                    T result;
                    try {
                        result = use.on(connection);
                    } catch (SQLException | RuntimeException | Error e) {
                        giveBack(connection, before, e);
                        throw e;
                    }
                    giveBack(connection, before, null);
                    return result;
                }
            }

            /** One that is broken is of no use to the pool either; what was done with it is done. */
            private void giveBack(Connection connection, boolean autoCommit, @Nullable Throwable failure) {
                try {
                    connection.setAutoCommit(autoCommit);
                } catch (SQLException broken) {
                    if (failure != null) {
                        failure.addSuppressed(broken);
                    } else {
                        System.getLogger("io.exportcomments.bulk")
                                .log(System.Logger.Level.DEBUG, "A connection broke after it was used", broken);
                    }
                }
            }

            @Override
            public void close() {
                // The data source is borrowed.
            }
        };
    }

    /** Connections by a URL: one that is shared, as opening one costs more than a transaction. */
    static ConnectionSource at(String url) {
        if (!url.startsWith("jdbc:")) {
            throw new IllegalArgumentException("Not the URL of a database: it begins with jdbc:, as in"
                    + " jdbc:sqlite:exports.db or jdbc:postgresql://host/database");
        }
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            String[] parts = url.split(":", 3);
            throw new IllegalStateException(
                    "There is no driver for jdbc:" + parts[1] + " databases on the class path: add the one that its"
                            + " makers publish",
                    e);
        }
        String settings = "transaction_mode=IMMEDIATE&journal_mode=WAL&synchronous=FULL&busy_timeout=20000";
        return new Shared(url.startsWith("jdbc:sqlite:") ? url + (url.contains("?") ? "&" : "?") + settings : url);
    }

    /** One connection, lent to one thread at a time, and opened anew when it is broken. */
    final class Shared implements ConnectionSource {
        private static final int VALID_SECONDS = 5;

        private final ReentrantLock lock = new ReentrantLock();
        private final String url;
        private @Nullable Connection connection;
        private boolean closed;

        Shared(String url) {
            this.url = url;
        }

        @Override
        public <T> T use(Use<T> use) throws SQLException {
            lock.lock();
            try {
                return use.on(open());
            } catch (SQLException e) {
                dropIfOfNoUse(e);
                throw e;
            } finally {
                lock.unlock();
            }
        }

        private Connection open() throws SQLException {
            if (closed) {
                throw new SQLException("The store is closed");
            }
            Connection open = connection;
            if (open == null) {
                open = opened();
                connection = open;
            }
            return open;
        }

        private Connection opened() throws SQLException {
            if (url.startsWith("jdbc:sqlite:")) {
                SqliteFile.create(url);
            }
            if (!url.startsWith("jdbc:postgresql:")) {
                return DriverManager.getConnection(url);
            }
            Connection fresh = DriverManager.getConnection(url, PostgresqlSettings.properties());
            try {
                PostgresqlSettings.set(fresh);
            } catch (SQLException e) {
                fresh.close();
                throw e;
            }
            return fresh;
        }

        private void dropIfOfNoUse(SQLException failure) throws SQLException {
            Connection open = connection;
            if (open != null && (BulkDatabase.onlyReads(failure) || !open.isValid(VALID_SECONDS))) {
                connection = null;
                open.close();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                closed = true;
                Connection open = connection;
                connection = null;
                if (open != null) {
                    open.close();
                }
            } catch (SQLException e) {
                System.getLogger("io.exportcomments.bulk")
                        .log(System.Logger.Level.WARNING, "The connection of the store failed to close", e);
            } finally {
                lock.unlock();
            }
        }
    }
}
