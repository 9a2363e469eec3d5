package io.exportcomments.bulk.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.testkit.bulk.BulkStoreContract;
import java.nio.file.Path;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2BulkStoreTest extends BulkStoreContract {
    @TempDir
    Path directory;

    private JdbcDataSource source(String settings) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:" + directory.resolve("bulk") + settings);
        return source;
    }

    @Override
    protected BulkStore open() {
        return JdbcBulkStore.in(source(";WRITE_DELAY=0")).createTables();
    }

    @Override
    protected BulkStore openAgain(BulkStore before) {
        return open();
    }

    @Test
    void oneThatWritesLaterIsRejected() {
        assertThatThrownBy(() -> JdbcBulkStore.in(source("late")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("add ;WRITE_DELAY=0 to its URL");
    }
}
