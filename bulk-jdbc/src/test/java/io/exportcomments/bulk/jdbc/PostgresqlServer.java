package io.exportcomments.bulk.jdbc;

import io.exportcomments.testkit.database.TemporaryPostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/** A PostgreSQL with an empty schema for each test; where it is not installed, the test is skipped. */
final class PostgresqlServer {
    private final AtomicInteger schemas = new AtomicInteger();
    private final TemporaryPostgresServer server;

    private PostgresqlServer(TemporaryPostgresServer server) {
        this.server = server;
    }

    static PostgresqlServer start(Path folder) throws Exception {
        Assumptions.assumeTrue(
                TemporaryPostgresServer.isInstalled(),
                "PostgreSQL (initdb, pg_ctl) is not installed: scripts/postgresql");
        return new PostgresqlServer(TemporaryPostgresServer.start(folder));
    }

    /** The URL of a schema that is empty. */
    String schema() throws SQLException {
        String name = "bulk_" + schemas.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(server.url());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + name);
        }
        return server.url() + "&currentSchema=" + name;
    }

    void stop() throws Exception {
        server.stop();
    }
}
