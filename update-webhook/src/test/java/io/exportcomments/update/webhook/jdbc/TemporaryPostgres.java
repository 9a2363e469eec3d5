package io.exportcomments.update.webhook.jdbc;

import io.exportcomments.testkit.database.TemporaryPostgresServer;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL of the machine's own, for as long as a test class runs. */
final class TemporaryPostgres {
    private final TemporaryPostgresServer server;
    private final PGSimpleDataSource database = new PGSimpleDataSource();

    private TemporaryPostgres(TemporaryPostgresServer server) {
        this.server = server;
        database.setUrl(server.url());
    }

    static boolean isInstalled() {
        return TemporaryPostgresServer.isInstalled();
    }

    static TemporaryPostgres start(Path folder) throws Exception {
        return new TemporaryPostgres(TemporaryPostgresServer.start(folder));
    }

    DataSource database() {
        return database;
    }

    void stop() throws Exception {
        server.stop();
    }
}
