package io.exportcomments.update.webhook.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.update.webhook.delivery.DeliveryStore;
import io.exportcomments.update.webhook.delivery.DeliveryStoreContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store on PostgreSQL, where it is installed. */
class PostgresDeliveryStoreTest extends DeliveryStoreContract {
    private static final int COUNTS_ON_DEMAND = 15;
    private static final Instant COMES = Instant.parse("2026-03-01T07:30:00Z");
    private static TemporaryPostgres postgres;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(
                TemporaryPostgres.isInstalled(), "PostgreSQL (initdb, pg_ctl) is not installed: only H2 is tested");
        postgres = TemporaryPostgres.start(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        if (postgres != null) {
            postgres.stop();
        }
    }

    @BeforeEach
    void empty() throws SQLException {
        JdbcDeliveryStore.in(postgres.database()).createTable();
        try (Connection connection = postgres.database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE exportcomments_delivery");
        }
    }

    @Override
    protected DeliveryStore store() {
        return JdbcDeliveryStore.in(postgres.database());
    }

    /** It takes a table for a small one until it has statistics of it. */
    @Test
    void manyAreKeptAndNotedWithoutReadingTheWholeTable() throws SQLException {
        try (Connection connection = postgres.database().getConnection()) {
            Assumptions.assumeTrue(
                    connection.getMetaData().getDatabaseMajorVersion() >= COUNTS_ON_DEMAND,
                    "PostgreSQL before 15 counts its scans a while later");
            DeliveryStore store = JdbcDeliveryStore.in(ChangedDatabase.lending(connection));
            keepAndNote(store, 0);
            long before = scans(connection);
            for (int round = 1; round < 30; round++) {
                keepAndNote(store, round);
            }
            assertThat(scans(connection)).isEqualTo(before);
        }
    }

    private static void keepAndNote(DeliveryStore store, int round) {
        List<DeliveryStore.Arrival> arrivals = IntStream.range(0, 48)
                .mapToObj(i -> new DeliveryStore.Arrival("id:" + round + "." + i, new byte[1_000]))
                .toList();
        List<DeliveryStore.Claim> claims = store.admitAll(arrivals, COMES, COMES.plusSeconds(300)).stream()
                .map(admission -> ((DeliveryStore.Admission.Claimed) admission).claim())
                .toList();
        store.doneAll(claims, COMES);
    }

    private static long scans(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_stat_force_next_flush()");
            try (ResultSet row = statement.executeQuery(
                    "SELECT seq_scan FROM pg_stat_user_tables WHERE relname = 'exportcomments_delivery'")) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Nested
    class AtRepeatableRead extends DeliveryStoreContract {
        @Override
        protected DeliveryStore store() {
            return JdbcDeliveryStore.in(
                    ChangedDatabase.isolated(postgres.database(), Connection.TRANSACTION_REPEATABLE_READ));
        }
    }

    @Nested
    class AtSerializable extends DeliveryStoreContract {
        @Override
        protected DeliveryStore store() {
            return JdbcDeliveryStore.in(
                    ChangedDatabase.isolated(postgres.database(), Connection.TRANSACTION_SERIALIZABLE));
        }
    }
}
