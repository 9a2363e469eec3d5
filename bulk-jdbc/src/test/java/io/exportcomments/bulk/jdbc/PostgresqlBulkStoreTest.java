package io.exportcomments.bulk.jdbc;

import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.testkit.bulk.BulkStoreContract;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
}
