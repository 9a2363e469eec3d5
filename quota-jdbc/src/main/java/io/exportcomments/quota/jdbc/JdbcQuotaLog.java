package io.exportcomments.quota.jdbc;

import io.exportcomments.annotation.Experimental;
import io.exportcomments.port.PlaceNews;
import io.exportcomments.port.QuotaAnswer;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.QuotaRequest;
import io.exportcomments.quota.jdbc.internal.AccountTransaction;
import io.exportcomments.quota.jdbc.internal.KeptConnection;
import io.exportcomments.quota.jdbc.internal.QuotaConnections;
import io.exportcomments.quota.jdbc.internal.QuotaDatabase;
import io.exportcomments.quota.jdbc.internal.QuotaRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * An account's limits in PostgreSQL, for programs on many machines, or in SQLite, for those of one; a restart forgets
 * nothing. The database's clock alone counts. Each call is one short transaction, at most 10 s of waiting for the
 * account's lock included.
 *
 * <p>A data source is borrowed, and best a pool: each call takes a connection and gives it back. What the log opened by
 * itself is closed with it. Thread-safe.
 */
@Experimental
public final class JdbcQuotaLog implements QuotaLog {
    /** Where migration tools find it, too. */
    private static final String SCHEMA = "/db/exportcomments-quota/R__exportcomments_quota.sql";

    private static final List<String> TABLES = List.of("account", "use", "turn", "place");

    private static final int LONGEST_ACCOUNT = 200;
    private static final int MOST_STARTS = 20;
    private static final Duration BETWEEN_STARTS = Duration.ofMillis(50);

    private final QuotaConnections connections;
    private final String account;
    private volatile @Nullable QuotaDatabase product;

    private JdbcQuotaLog(QuotaConnections connections, String account) {
        this.connections = connections;
        this.account = account;
    }

    /**
     * The limits of an account, in tables that are there already or are made by {@link #createTables()}. Nothing is
     * asked of the database yet.
     *
     * @param account what all programs that use the account call it, 1 to 200 characters; it stands in the tables, so
     *     it must not be the token
     * @throws IllegalArgumentException if the name is blank or too long
     */
    public static JdbcQuotaLog in(DataSource database, String account) {
        return new JdbcQuotaLog(QuotaConnections.of(Objects.requireNonNull(database, "database")), checked(account));
    }

    /**
     * The limits of an account by the URL of a database, such as {@code jdbc:sqlite:exports.db} or {@code
     * jdbc:postgresql://host/database?user=…}, with the tables made where they are not there. Its connections are its
     * own, one as long as calls do not come at once; the caller closes the log.
     *
     * @param account as for {@link #in}
     * @throws IllegalArgumentException if the name is blank or too long
     * @throws QuotaDatabaseException if the database can't be reached, or there is no driver for it
     * @throws IllegalStateException if it is neither PostgreSQL nor SQLite
     */
    public static JdbcQuotaLog at(String url, String account) {
        JdbcQuotaLog log = new JdbcQuotaLog(new KeptConnection(url), checked(account));
        try {
            log.createTables();
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
        return log;
    }

    /**
     * The same in an SQLite file, which is made with its tables where it is not there; its name may be any.
     * The caller closes the log.
     *
     * @param account as for {@link #in}
     * @throws IllegalArgumentException if the account's name is blank or too long
     * @throws QuotaDatabaseException if the file can't be opened, or there is no SQLite driver
     */
    public static JdbcQuotaLog sqlite(Path file, String account) {
        return at(KeptConnection.sqlite(file), account);
    }

    private static String checked(String account) {
        if (account.isBlank() || account.length() > LONGEST_ACCOUNT) {
            throw new IllegalArgumentException("An account's name has 1 to " + LONGEST_ACCOUNT + " characters");
        }
        return account;
    }

    /** The statements that make the tables, for a migration tool. */
    public static String schema() {
        try (InputStream script = JdbcQuotaLog.class.getResourceAsStream(SCHEMA)) {
            return new String(Objects.requireNonNull(script, SCHEMA).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes the tables where they are missing. Programs that do so at once get in each other's way: then it is tried
     * again, for some seconds.
     *
     * @throws QuotaDatabaseException if that fails
     * @throws IllegalStateException if the database is neither PostgreSQL nor SQLite
     */
    public void createTables() {
        for (int tries = 1; ; tries++) {
            try {
                makeTables();
                return;
            } catch (SQLException e) {
                if (tries == MOST_STARTS || !QuotaDatabase.isConflictAtStart(e)) {
                    throw new QuotaDatabaseException("make the tables", e);
                }
                pause(BETWEEN_STARTS.multipliedBy(tries), e);
            }
        }
    }

    private static void pause(Duration time, SQLException reason) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QuotaDatabaseException("make the tables", reason);
        }
    }

    private void makeTables() throws SQLException {
        connections.use(connection -> {
            product(connection);
            boolean before = connection.getAutoCommit();
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                for (String sql : schema().split(";\\s*")) {
                    if (!sql.isBlank()) {
                        statement.execute(sql);
                    }
                }
            } catch (SQLException e) {
                if (!QuotaDatabase.isForbidden(e) || !areThere(connection)) {
                    throw e;
                }
            } finally {
                connection.setAutoCommit(before);
            }
            return true;
        });
    }

    /** Whoever may make none can use those that are there, which a migration has made. */
    private static boolean areThere(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute("SELECT 1 FROM exportcomments_quota_" + table + " WHERE 1 = 0");
            }
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public QuotaAnswer ask(QuotaRequest request, long ticket) {
        return run("ask for a turn", rows -> QuotaRules.ask(rows, request, ticket));
    }

    @Override
    public void settle(long ticket, Map<String, Integer> counted, PlaceNews news) {
        run("note a call", rows -> {
            QuotaRules.settle(rows, ticket, counted, news);
            return ticket;
        });
    }

    @Override
    public void heard(long ticket, PlaceNews news) {
        run("note what was heard of jobs", rows -> {
            QuotaRules.heard(rows, ticket, news);
            return ticket;
        });
    }

    @Override
    public void leave(long ticket) {
        run("give up a turn", rows -> {
            QuotaRules.leave(rows, ticket);
            return ticket;
        });
    }

    @Override
    public void pause(String limit, Duration pause) {
        run("note a pause", rows -> {
            QuotaRules.pause(rows, limit, pause);
            return limit;
        });
    }

    private <T> T run(String what, AccountTransaction.Work<T> work) {
        try {
            return connections.use(
                    connection -> AccountTransaction.run(connection, product(connection), account, work));
        } catch (SQLException e) {
            throw new QuotaDatabaseException(what, e);
        }
    }

    private QuotaDatabase product(Connection connection) throws SQLException {
        QuotaDatabase known = product;
        if (known == null) {
            String name = connection.getMetaData().getDatabaseProductName();
            known = QuotaDatabase.of(connection)
                    .orElseThrow(() ->
                            new IllegalStateException("Limits can be shared in PostgreSQL and SQLite, not in " + name));
            product = known;
        }
        return known;
    }

    @Override
    public void close() {
        connections.close();
    }
}
