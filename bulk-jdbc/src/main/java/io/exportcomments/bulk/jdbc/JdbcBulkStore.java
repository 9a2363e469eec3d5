package io.exportcomments.bulk.jdbc;

import io.exportcomments.annotation.Experimental;
import io.exportcomments.bulk.jdbc.internal.BulkDatabase;
import io.exportcomments.bulk.jdbc.internal.ConnectionSource;
import io.exportcomments.bulk.jdbc.internal.JdbcTransaction;
import io.exportcomments.bulk.jdbc.internal.JoinedTransaction;
import io.exportcomments.bulk.jdbc.internal.SqlRunner;
import io.exportcomments.bulk.jdbc.internal.SqliteFile;
import io.exportcomments.bulk.jdbc.internal.StoreClock;
import io.exportcomments.bulk.jdbc.internal.TableScript;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.bulk.port.BulkStoreException;
import io.exportcomments.bulk.port.StoreTransaction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Keeps batches in three tables of a database, {@code exportcomments_bulk_batch}, {@code …_item} and {@code …_worker}:
 * they outlive every program, and workers on many machines share them. For SQLite, which is all that one machine
 * needs, H2 and PostgreSQL.
 *
 * <p>The database is asked at the start whether it keeps what it has committed, and rejected with an {@link
 * IllegalArgumentException} if not: another product, an SQLite that is not in WAL mode or does not wait for the disk,
 * or an H2 whose URL has no {@code WRITE_DELAY=0}, which loses up to a second of work at a kill.
 *
 * <p>Requests are stored with their options, cookies included: whoever can read the tables can read these. Thread-safe.
 */
public final class JdbcBulkStore implements BulkStore {
    private static final int MOST_TRIES = 50;
    private static final Duration LONGEST_CONFLICT = Duration.ofMinutes(1);
    private static final int MOST_STARTS = 20;
    private static final Duration BETWEEN_STARTS = Duration.ofMillis(50);

    private final ConnectionSource connections;
    private final CallerTransactions transactions;
    private final BulkDatabase database;
    private final StoreClock clock;

    private JdbcBulkStore(ConnectionSource connections, CallerTransactions transactions, StoreClock clock) {
        this.connections = connections;
        this.transactions = transactions;
        this.clock = clock;
        this.database = atStart("ask its database", connection -> {
            BulkDatabase known = BulkDatabase.of(connection);
            known.check(connection);
            return known;
        });
    }

    /**
     * A store in an SQLite file, which is made with its tables where it is not there. Several programs of this machine
     * can share the file; one on a network drive is not safe. Where it is made, only its owner may read it, as far as
     * the system has such permissions. The caller closes the store.
     *
     * @throws BulkStoreException if the file can't be opened
     * @throws IllegalStateException if there is no SQLite driver
     */
    public static JdbcBulkStore sqlite(Path file) {
        return at(SqliteFile.url(file));
    }

    /**
     * A store by the URL of a database, such as {@code jdbc:sqlite:exports.db}, {@code jdbc:h2:./exports;WRITE_DELAY=0}
     * or {@code jdbc:postgresql://host/database?user=…}, with its tables made where they are not there. Connections
     * are opened as they are needed, and not pooled; for SQLite it is one, with all the settings that it needs.
     * For PostgreSQL, waiting for the server ends after 60 s ({@code socketTimeout}) and for a lock after 20 s ({@code
     * lock_timeout}), unless the URL says otherwise.
     *
     * @throws IllegalArgumentException if the database can't keep batches; the message says why
     * @throws BulkStoreException if it can't be reached
     * @throws IllegalStateException if there is no driver for it
     */
    public static JdbcBulkStore at(String url) {
        return owned(ConnectionSource.at(url), StoreClock.DATABASE);
    }

    /** For tests: the same by a clock that they turn. */
    static JdbcBulkStore at(String url, StoreClock clock) {
        return owned(ConnectionSource.at(url), clock);
    }

    private static JdbcBulkStore owned(ConnectionSource connections, StoreClock clock) {
        try {
            return new JdbcBulkStore(connections, CallerTransactions.NONE, clock).createTables();
        } catch (RuntimeException e) {
            connections.close();
            throw e;
        }
    }

    /**
     * A store in a database that has the tables already, or gets them by {@link #createTables}. The data source is
     * borrowed, and should be a pool; it is asked for one connection at a time by each thread.
     *
     * @throws IllegalArgumentException if the database can't keep batches; the message says why
     * @throws BulkStoreException if it can't be reached
     */
    public static JdbcBulkStore in(DataSource database) {
        return in(database, CallerTransactions.NONE);
    }

    /**
     * The same, for a program whose threads may be in a transaction on this database: what they do with batches is part
     * of it then. Workers see it once it is committed. In such a transaction a conflict with another program, such as a
     * deadlock, is the caller's to repeat, and a {@link BulkStoreException} says that it is lost; and on SQLite a
     * transaction that has read must be one that may write from its beginning ({@code transaction_mode=IMMEDIATE}).
     *
     * @param transactions tells of them
     * @throws IllegalArgumentException if the database can't keep batches; the message says why
     * @throws BulkStoreException if it can't be reached
     */
    @Experimental
    public static JdbcBulkStore in(DataSource database, CallerTransactions transactions) {
        return new JdbcBulkStore(
                ConnectionSource.of(Objects.requireNonNull(database, "database")),
                Objects.requireNonNull(transactions, "transactions"),
                StoreClock.DATABASE);
    }

    /**
     * The statements that make the tables, for a migration tool.
     *
     * @param product SQLite, H2 or PostgreSQL, in any case of letters
     * @throws IllegalArgumentException if it is another one
     */
    public static String schema(String product) {
        return TableScript.of(BulkDatabase.named(product));
    }

    /** Makes the tables where they are not there yet; gives this store. */
    public JdbcBulkStore createTables() {
        return atStart("make its tables", connection -> {
            connection.setAutoCommit(true);
            TableScript.run(connection, database);
            return this;
        });
    }

    @Override
    public <T> T transact(Function<StoreTransaction, T> work) {
        Optional<Connection> callers = transactions.current();
        if (callers.isPresent()) {
            return joined(callers.get(), work);
        }
        long end = System.nanoTime() + LONGEST_CONFLICT.toNanos();
        return onConnection("be read or written", connection -> {
            for (int tries = 1; ; tries++) {
                try {
                    return once(connection, work);
                } catch (SqlRunner.FailedException e) {
                    boolean isLast = tries == MOST_TRIES || System.nanoTime() - end >= 0;
                    if (isLast || !database.isConflict(e.reason())) {
                        throw e.reason();
                    }
                }
            }
        });
    }

    private <T> T joined(Connection callers, Function<StoreTransaction, T> work) {
        try {
            return JoinedTransaction.run(callers, database, clock, work);
        } catch (SQLException e) {
            throw failure("take part in the program's transaction", e);
        }
    }

    @Override
    public void afterCommit(Runnable task) {
        transactions.afterCommit(task);
    }

    private <T> T once(Connection connection, Function<StoreTransaction, T> work) {
        boolean committed = false;
        SqlRunner runner = new SqlRunner(connection, database);
        try {
            runner.begin();
            T result = work.apply(new JdbcTransaction(runner, database, clock));
            runner.commit();
            committed = true;
            return result;
        } finally {
            if (!committed) {
                runner.rollback();
            }
        }
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T onConnection(String aim, Work<T> work) {
        try {
            return connections.use(work::on);
        } catch (SQLException e) {
            throw failure(aim, e);
        }
    }

    /** Programs that start at once get in each other's way: then it is tried again, for some seconds. */
    private <T> T atStart(String aim, Work<T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return connections.use(work::on);
            } catch (SQLException e) {
                if (tries == MOST_STARTS || !BulkDatabase.isConflictAtStart(e)) {
                    throw failure(aim, e);
                }
                pause(BETWEEN_STARTS.multipliedBy(tries), aim, e);
            }
        }
    }

    private static void pause(Duration time, String aim, SQLException reason) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(aim, reason);
        }
    }

    private static BulkStoreException failure(String aim, SQLException reason) {
        return new BulkStoreException("The store of bulk exports could not " + aim + ": " + detail(reason), reason);
    }

    /** What drivers say is not always more than that it failed. */
    private static String detail(SQLException reason) {
        String said = String.valueOf(reason.getMessage());
        Throwable cause = reason.getCause();
        String below = cause == null ? "" : Objects.requireNonNullElse(cause.getMessage(), "");
        return said.contains(below) ? said : said + " (" + below + ")";
    }

    /** Closes the connection of {@link #sqlite} and {@link #at}. */
    @Override
    public void close() {
        connections.close();
    }
}
