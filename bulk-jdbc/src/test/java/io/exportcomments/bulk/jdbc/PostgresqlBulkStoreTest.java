package io.exportcomments.bulk.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.jdbc.internal.BulkDatabase;
import io.exportcomments.bulk.jdbc.internal.ConnectionSource;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.testkit.bulk.BulkStoreContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresqlBulkStoreTest extends BulkStoreContract {
    private static @Nullable PostgresqlServer server;
    private PGSimpleDataSource source = new PGSimpleDataSource();

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = PostgresqlServer.start(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.stop();
        }
    }

    @Override
    protected BulkStore open() throws SQLException {
        source = new PGSimpleDataSource();
        source.setUrl(Objects.requireNonNull(server).schema());
        return JdbcBulkStore.in(source).createTables();
    }

    @Override
    protected BulkStore openAgain(BulkStore before) {
        return JdbcBulkStore.in(source);
    }

    @Test
    void programsThatStartAtOnceAllGetTheirTables() throws Exception {
        for (int round = 0; round < 5; round++) {
            PGSimpleDataSource empty = new PGSimpleDataSource();
            empty.setUrl(Objects.requireNonNull(server).schema());
            AtStart.together(4, () -> JdbcBulkStore.in(empty).createTables());
        }
    }

    private static String setting(String url, String name) throws SQLException {
        try (ConnectionSource connections = ConnectionSource.at(url)) {
            return connections.use(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("SHOW " + name)) {
                    row.next();
                    return row.getString(1);
                }
            });
        }
    }

    /** A server that is gone, or a program that stands still in a transaction, must not hold the others up for ever. */
    @Test
    void whatIsWaitedForIsBoundedUnlessTheUrlSaysOtherwise() throws SQLException {
        String url = Objects.requireNonNull(server).schema();
        assertThat(setting(url, "lock_timeout")).isEqualTo("20s");
        assertThat(setting(url, "idle_in_transaction_session_timeout")).isEqualTo("1min");
        assertThat(setting(url + "&options=-c%20lock_timeout=3s", "lock_timeout"))
                .isEqualTo("3s");
        try (ConnectionSource usual = ConnectionSource.at(url);
                ConnectionSource own = ConnectionSource.at(url + "&socketTimeout=7")) {
            assertThat(usual.<Integer>use(Connection::getNetworkTimeout)).isEqualTo(60_000);
            assertThat(own.<Integer>use(Connection::getNetworkTimeout)).isEqualTo(7_000);
        }
    }

    /** A migration has made them, and the program may only use them. */
    @Test
    void whoMayMakeNoTablesUsesThoseThatAreThere() throws SQLException {
        String url = Objects.requireNonNull(server).schema();
        String limited = url.replace("user=tester", "user=Worker");
        String schema = url.substring(url.lastIndexOf('=') + 1);
        run(url, "CREATE ROLE \"Worker\" LOGIN", "GRANT USAGE ON SCHEMA " + schema + " TO \"Worker\"");
        assertThatThrownBy(() -> JdbcBulkStore.at(limited)).hasMessageContaining("permission denied");
        JdbcBulkStore.at(url).close();
        run(url, "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + schema + " TO \"Worker\"");
        try (JdbcBulkStore store = JdbcBulkStore.at(limited)) {
            assertThat(submitOne(BulkBatches.in(store))).isOne();
        }
    }

    /** After a failover, a connection may lead to the server that was the primary one: it answers, and never writes. */
    @Test
    void aConnectionThatOnlyReadsIsReplaced() throws SQLException {
        String url = Objects.requireNonNull(server).schema();
        String schema = url.substring(url.lastIndexOf('=') + 1);
        String moved = url.replace("user=tester", "user=moved");
        JdbcBulkStore.at(url).close();
        run(
                url,
                "CREATE ROLE moved LOGIN",
                "GRANT USAGE ON SCHEMA " + schema + " TO moved",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + schema + " TO moved");
        try (JdbcBulkStore store = JdbcBulkStore.at(moved)) {
            BulkBatches batches = BulkBatches.in(store);
            run(
                    url,
                    "ALTER ROLE moved SET default_transaction_read_only = on",
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'moved'");
            assertThatThrownBy(() -> submitOne(batches)).hasMessageContaining("could not be read or written");
            assertThatThrownBy(() -> submitOne(batches)).hasMessageContaining("read-only");
            run(url, "ALTER ROLE moved RESET default_transaction_read_only");
            assertThat(submitOne(batches)).isOne();
        }
    }

    private static int submitOne(BulkBatches batches) {
        return batches.submit("a", List.of(ExportRequest.of("https://example.com/1")))
                .added();
    }

    private static void run(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void aLockThatWasNotToBeHadIsTriedAgain() {
        assertThat(BulkDatabase.POSTGRESQL.isConflict(new SQLException("canceled", "55P03")))
                .isTrue();
    }
}
