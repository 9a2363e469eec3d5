package io.exportcomments.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.exportcomments.testkit.database.TemporaryPostgresServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * A database in a folder of its own, for one row.
 *
 * @param source hands out pooled connections
 * @param end removes what was made
 */
record KeptDatabase(DataSource source, Closeable end) implements Closeable {
    private static final int CONNECTIONS = 10;

    /** One in a file, which writes at once. */
    static KeptDatabase h2() throws Exception {
        Path folder = Files.createTempDirectory("deliveries");
        JdbcConnectionPool pool = JdbcConnectionPool.create(
                "jdbc:h2:file:" + folder.resolve("kept") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE", "sa", "");
        return new KeptDatabase(pool, () -> {
            pool.dispose();
            for (Path file : List.of(folder.resolve("kept.mv.db"), folder.resolve("kept.trace.db"), folder)) {
                Files.deleteIfExists(file);
            }
        });
    }

    /** One of the machine's own, whose disk is not waited for. */
    static KeptDatabase postgresql() throws Exception {
        if (!TemporaryPostgresServer.isInstalled()) {
            throw new IllegalStateException("PostgreSQL is not installed: scripts/postgresql does that on Debian");
        }
        TemporaryPostgresServer server = TemporaryPostgresServer.start(Files.createTempDirectory("deliveries"));
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.url());
        config.setMaximumPoolSize(CONNECTIONS);
        HikariDataSource pool = new HikariDataSource(config);
        return new KeptDatabase(pool, () -> {
            pool.close();
            stop(server);
        });
    }

    private static void stop(TemporaryPostgresServer server) throws IOException {
        try {
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("PostgreSQL may still run");
        }
    }

    @Override
    public void close() throws IOException {
        end.close();
    }
}
