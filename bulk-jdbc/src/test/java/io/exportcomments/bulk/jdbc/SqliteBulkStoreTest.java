package io.exportcomments.bulk.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.testkit.bulk.BulkStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class SqliteBulkStoreTest extends BulkStoreContract {
    @TempDir
    Path directory;

    @Override
    protected BulkStore open() {
        return JdbcBulkStore.sqlite(directory.resolve("bulk.db"));
    }

    @Override
    protected BulkStore openAgain(BulkStore before) {
        return open();
    }

    @Test
    void aFileThatDoesNotWaitForTheDiskIsRejected() {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + directory.resolve("careless.db"));
        source.setSynchronous("OFF");
        assertThatThrownBy(() -> JdbcBulkStore.in(source))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("set journal_mode=WAL and synchronous=FULL");
    }

    @Test
    void anotherDatabaseIsRejectedByItsName() {
        assertThatThrownBy(() -> JdbcBulkStore.schema("Oracle"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Batches can't be kept in Oracle: use SQLite on one machine, or PostgreSQL for several");
        assertThatThrownBy(() -> JdbcBulkStore.at("jdbc:nosuch:thing"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("There is no driver for jdbc:nosuch databases");
        assertThatThrownBy(() -> JdbcBulkStore.at("exports.db"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("begins with jdbc:");
    }
}
