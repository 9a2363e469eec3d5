package io.exportcomments.update.webhook.jdbc;

import io.exportcomments.update.webhook.delivery.DeliveryStore;
import io.exportcomments.update.webhook.delivery.DeliveryStoreContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The store on PostgreSQL, where it is installed. */
class PostgresDeliveryStoreTest extends DeliveryStoreContract {
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
