package io.exportcomments.bulk.jdbc;

import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.testkit.bulk.BulkStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** With a connection of its own for each transaction, as several programs have them. */
class SharedSqliteTest extends BulkStoreContract {
    @TempDir
    Path directory;

    @Override
    protected BulkStore open() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(20_000);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + directory.resolve("shared.db"));
        return JdbcBulkStore.in(source).createTables();
    }

    @Override
    protected BulkStore openAgain(BulkStore before) {
        return open();
    }
}
