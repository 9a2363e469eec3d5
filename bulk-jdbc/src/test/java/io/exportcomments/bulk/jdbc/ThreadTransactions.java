package io.exportcomments.bulk.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** Transactions that are bound to threads, as frameworks have them. */
final class ThreadTransactions implements CallerTransactions {
    private record Open(Connection connection, List<Runnable> later) {}

    private final Map<Thread, Open> open = new ConcurrentHashMap<>();
    private final DataSource source;

    ThreadTransactions(DataSource source) {
        this.source = source;
    }

    @Override
    public Optional<Connection> current() {
        return Optional.ofNullable(open.get(Thread.currentThread())).map(Open::connection);
    }

    @Override
    public void afterCommit(Runnable task) {
        Optional.ofNullable(open.get(Thread.currentThread()))
                .ifPresentOrElse(transaction -> transaction.later().add(task), task);
    }

    void begin() {
        try {
            Connection connection = source.getConnection();
            connection.setAutoCommit(false);
            open.put(Thread.currentThread(), new Open(connection, new ArrayList<>()));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    void commit() {
        Open ended = Objects.requireNonNull(open.remove(Thread.currentThread()));
        try (Connection connection = ended.connection()) {
            connection.commit();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        ended.later().forEach(Runnable::run);
    }

    void rollback() {
        try (Connection connection =
                Objects.requireNonNull(open.remove(Thread.currentThread())).connection()) {
            connection.rollback();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
