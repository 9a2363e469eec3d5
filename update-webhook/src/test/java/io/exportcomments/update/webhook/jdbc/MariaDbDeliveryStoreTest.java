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
import org.junit.jupiter.api.io.TempDir;

/** The store on MariaDB, where it is installed. */
class MariaDbDeliveryStoreTest extends DeliveryStoreContract {
    private static TemporaryMariaDb maria;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(
                TemporaryMariaDb.isInstalled(), "MariaDB (mariadbd, mariadb-install-db) is not installed");
        maria = TemporaryMariaDb.start(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        if (maria != null) {
            maria.stop();
        }
    }

    @BeforeEach
    void empty() throws SQLException {
        JdbcDeliveryStore.in(maria.database()).createTable();
        try (Connection connection = maria.database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE exportcomments_delivery");
        }
    }

    @Override
    protected DeliveryStore store() {
        return JdbcDeliveryStore.in(maria.database());
    }
}
