package io.exportcomments.quota.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.port.QuotaAnswer;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.QuotaRequest;
import io.exportcomments.port.QuotaUse;
import io.exportcomments.quota.jdbc.internal.AccountTransaction;
import io.exportcomments.quota.jdbc.internal.QuotaDatabase;
import io.exportcomments.testkit.database.TemporaryPostgresServer;
import io.exportcomments.testkit.quota.QuotaLogContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** The limits in PostgreSQL, where it is installed. */
class PostgresQuotaLogTest extends QuotaLogContract {
    private static TemporaryPostgresServer server;
    private static final PGSimpleDataSource DATABASE = new PGSimpleDataSource();

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(
                TemporaryPostgresServer.isInstalled(),
                "PostgreSQL (initdb, pg_ctl) is not installed: only SQLite is tested");
        server = TemporaryPostgresServer.start(folder);
        DATABASE.setUrl(server.url());
        JdbcQuotaLog.in(DATABASE, "any").createTables();
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.stop();
        }
    }

    @Override
    protected QuotaLog open(String account) {
        return JdbcQuotaLog.in(DATABASE, account);
    }

    @Override
    protected void pass(Duration time) {
        PassedTime.in(DATABASE, time);
    }

    /**
     * The count must see what was committed while the lock was waited for, whatever the program's connections are set
     * to.
     */
    @Test
    void theCountIsNewerThanTheLock() throws Exception {
        QuotaRequest request = new QuotaRequest(
                "kind", List.of(new QuotaUse("a", 1, Duration.ofMinutes(1), 1)), Duration.ofMinutes(1));
        PGSimpleDataSource repeatable = new PGSimpleDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                return connection;
            }
        };
        repeatable.setUrl(server.url());
        CompletableFuture<QuotaAnswer> second;
        try (Connection holder = DATABASE.getConnection()) {
            holder.setAutoCommit(false);
            try (var lock = holder.createStatement()) {
                lock.execute("SELECT pg_advisory_xact_lock(hashtext('exportcomments_quota'), hashtext('slow'))");
                second = CompletableFuture.supplyAsync(
                        () -> JdbcQuotaLog.in(repeatable, "slow").ask(request, QuotaLog.NEW));
                awaitLockWaiter(holder);
                lock.execute("INSERT INTO exportcomments_quota_use VALUES ('slow', 'a', 99, 1, 60000,"
                        + " CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) + 60000, 1)");
            }
            holder.commit();
        }
        assertThat(second.get(10, TimeUnit.SECONDS).granted()).isFalse();
    }

    @Test
    void programsThatStartAtOnceAllGetTheirTables() throws Exception {
        for (int round = 0; round < 5; round++) {
            String schema = "start_" + round;
            try (Connection connection = DATABASE.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("CREATE SCHEMA " + schema);
            }
            PGSimpleDataSource empty = new PGSimpleDataSource();
            empty.setUrl(server.url() + "&currentSchema=" + schema);
            AtStart.makeTablesTogether(empty);
        }
    }

    /** A migration has made them, and the program may only use them. */
    @Test
    void whoMayMakeNoTablesUsesThoseThatAreThere() throws SQLException {
        String limited = server.url().replace("user=tester", "user=Worker") + "&currentSchema=";
        run(
                "CREATE ROLE \"Worker\" LOGIN",
                "CREATE SCHEMA nothing",
                "GRANT USAGE ON SCHEMA nothing, public TO \"Worker\"",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO \"Worker\"");
        assertThatThrownBy(() -> JdbcQuotaLog.at(limited + "nothing", "any"))
                .hasRootCauseInstanceOf(SQLException.class)
                .hasStackTraceContaining("permission denied");
        QuotaRequest request = new QuotaRequest(
                "kind", List.of(new QuotaUse("a", 1, Duration.ofMinutes(1), 1)), Duration.ofMinutes(1));
        try (JdbcQuotaLog log = JdbcQuotaLog.at(limited + "public", "limited")) {
            assertThat(log.ask(request, QuotaLog.NEW).granted()).isTrue();
        }
    }

    private static void run(String... statements) throws SQLException {
        try (Connection connection = DATABASE.getConnection();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void tablesAreMadeAndUsedByConnectionsThatDoNotCommitByThemselves() throws Exception {
        try (Connection connection = DATABASE.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA manual");
        }
        PGSimpleDataSource manual = new PGSimpleDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                connection.setAutoCommit(false);
                return connection;
            }
        };
        manual.setUrl(server.url() + "&currentSchema=manual");
        JdbcQuotaLog log = JdbcQuotaLog.in(manual, "any");
        log.createTables();
        QuotaRequest request = new QuotaRequest(
                "kind", List.of(new QuotaUse("a", 1, Duration.ofMinutes(1), 1)), Duration.ofMinutes(1));
        assertThat(log.ask(request, QuotaLog.NEW).granted()).isTrue();
        assertThat(log.ask(request, QuotaLog.NEW).granted()).isFalse();
    }

    /** A pool gets its connection back as it was, also after a failure. */
    @Test
    void aConnectionIsLeftAsItWas() throws SQLException {
        try (Connection connection = DATABASE.getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            assertThatThrownBy(() -> AccountTransaction.run(connection, QuotaDatabase.POSTGRESQL, "any", account -> {
                        throw new SQLException("broken");
                    }))
                    .hasMessage("broken")
                    .hasNoSuppressedExceptions();
            AccountTransaction.run(connection, QuotaDatabase.POSTGRESQL, "any", account -> "done");
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
        }
    }

    /** One that the server has ended is not given to the next call. */
    @Test
    void byAUrlItKeepsOneConnectionUntilThatBreaks() throws SQLException {
        QuotaRequest request = new QuotaRequest(
                "kind", List.of(new QuotaUse("a", 2, Duration.ofMinutes(1), 1)), Duration.ofMinutes(1));
        String name = "kept-connection";
        try (JdbcQuotaLog log = JdbcQuotaLog.at(server.url() + "&ApplicationName=" + name, "kept")) {
            assertThat(log.ask(request, QuotaLog.NEW).granted()).isTrue();
            assertThat(endConnections(name)).isOne();
            assertThatThrownBy(() -> log.ask(request, QuotaLog.NEW)).isInstanceOf(QuotaDatabaseException.class);
            assertThat(log.ask(request, QuotaLog.NEW).granted()).isTrue();
            assertThat(log.ask(request, QuotaLog.NEW).granted()).isFalse();
            assertThat(endConnections(name)).isOne();
        }
    }

    private static int endConnections(String name) throws SQLException {
        try (Connection connection = DATABASE.getConnection();
                var query = connection.prepareStatement(
                        "SELECT COUNT(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity WHERE application_name = ?")) {
            query.setString(1, name);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static void awaitLockWaiter(Connection holder) throws SQLException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (System.nanoTime() < end) {
            try (var query = holder.createStatement();
                    var row = query.executeQuery(
                            "SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")) {
                row.next();
                if (row.getInt(1) > 0) {
                    return;
                }
            }
        }
        throw new AssertionError("nobody waits for the lock");
    }
}
