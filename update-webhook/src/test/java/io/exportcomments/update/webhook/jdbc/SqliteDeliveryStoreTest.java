package io.exportcomments.update.webhook.jdbc;

import io.exportcomments.update.webhook.delivery.DeliveryStore;
import io.exportcomments.update.webhook.delivery.DeliveryStoreContract;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** The store on SQLite. */
class SqliteDeliveryStoreTest extends DeliveryStoreContract {
    @TempDir
    static Path folder;

    private final SQLiteDataSource database = new SQLiteDataSource();

    @BeforeEach
    void create() {
        database.setUrl("jdbc:sqlite:" + folder.resolve(UUID.randomUUID() + ".db"));
        JdbcDeliveryStore.in(database).createTable();
    }

    @Override
    protected DeliveryStore store() {
        return JdbcDeliveryStore.in(database);
    }
}
