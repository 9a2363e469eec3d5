package io.exportcomments.bulk.jdbc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL for tests: the one of {@code EXPORTCOMMENTS_POSTGRESQL}, or one that the project's script starts and
 * stops. Where there is none, the test is skipped with what the script says.
 */
final class PostgresqlServer {
    private static final int MOST_SECONDS = 60;

    private final AtomicInteger schemas = new AtomicInteger();
    private final String url;
    private final boolean own;

    private PostgresqlServer(String url, boolean own) {
        this.url = url;
        this.own = own;
    }

    static PostgresqlServer start() throws IOException, InterruptedException {
        String given = System.getenv("EXPORTCOMMENTS_POSTGRESQL");
        if (given != null && !given.isBlank()) {
            return new PostgresqlServer(given, false);
        }
        return new PostgresqlServer(script("start").strip(), true);
    }

    private static String script(String command) throws IOException, InterruptedException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("scripts/postgresql"))) {
            root = root.getParent();
        }
        Path output = Files.createTempFile("postgresql", ".log");
        Path errors = Files.createTempFile("postgresql", ".err");
        try {
            Process process = new ProcessBuilder(
                            root.resolve("scripts/postgresql").toString(), command)
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
            Assumptions.assumeTrue(
                    ended && process.exitValue() == 0,
                    () -> "no PostgreSQL: " + (ended ? read(errors) : "it did not start within a minute"));
            return read(output);
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The URL of a schema that is empty. */
    String schema() throws SQLException {
        String name = "bulk_" + ProcessHandle.current().pid() + "_" + schemas.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + name);
        }
        return url + (url.contains("?") ? "&" : "?") + "currentSchema=" + name;
    }

    /** Stops it, if this started it. */
    void stop() throws IOException, InterruptedException {
        if (own) {
            script("stop");
        }
    }
}
