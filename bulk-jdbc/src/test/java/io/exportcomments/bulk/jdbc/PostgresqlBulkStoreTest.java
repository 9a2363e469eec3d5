package io.exportcomments.bulk.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.jdbc.internal.BulkDatabase;
import io.exportcomments.bulk.jdbc.internal.ConnectionSource;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.testkit.bulk.BulkStoreContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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

    @Test
    void aLockThatWasNotToBeHadIsTriedAgain() {
        assertThat(BulkDatabase.POSTGRESQL.isConflict(new SQLException("canceled", "55P03")))
                .isTrue();
    }
}
