package io.exportcomments.update.webhook.jdbc;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** A MariaDB of the machine's own, in a folder and on a port of its own, for as long as a test class runs. */
final class TemporaryMariaDb {
    private static final long SLOWEST_SECONDS = 60;

    private final Process server;
    private final MariaDbDataSource database;

    private TemporaryMariaDb(Process server, MariaDbDataSource database) {
        this.server = server;
        this.database = database;
    }

    /** Whether its programs are here. */
    static boolean isInstalled() {
        return found("mariadbd").isPresent() && found("mariadb-install-db").isPresent();
    }

    private static Optional<Path> found(String program) {
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/bin"))
                .map(folder -> Path.of(folder).resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static TemporaryMariaDb start(Path folder) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path data = folder.resolve("data");
        Process installation = run(
                folder,
                "mariadb-install-db",
                "--no-defaults",
                "--datadir=" + data,
                "--auth-root-authentication-method=normal",
                "--skip-test-db");
        if (!installation.waitFor(SLOWEST_SECONDS, TimeUnit.SECONDS) || installation.exitValue() != 0) {
            installation.destroyForcibly();
            throw new IllegalStateException("mariadb-install-db failed:\n" + output(folder, "mariadb-install-db"));
        }
        Process server = run(
                folder,
                "mariadbd",
                "--no-defaults",
                "--datadir=" + data,
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=" + folder.resolve("socket"),
                "--pid-file=" + folder.resolve("pid"),
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-buffer-pool-size=16M");
        MariaDbDataSource database =
                new MariaDbDataSource("jdbc:mariadb://127.0.0.1:" + port + "/mysql?user=root&sslMode=disable");
        TemporaryMariaDb started = new TemporaryMariaDb(server, database);
        try {
            started.awaitReady();
        } catch (SQLException e) {
            server.destroyForcibly();
            throw new IllegalStateException("mariadbd failed:\n" + output(folder, "mariadbd"), e);
        }
        return started;
    }

    private static Process run(Path folder, String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(found(program).orElseThrow().toString());
        command.addAll(List.of(arguments));
        command.add("--user=" + System.getProperty("user.name"));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output-" + program).toFile())
                .start();
    }

    private static String output(Path folder, String program) throws IOException {
        return Files.readString(folder.resolve("output-" + program));
    }

    private void awaitReady() throws SQLException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SLOWEST_SECONDS);
        while (true) {
            try {
                database.getConnection().close();
                return;
            } catch (SQLException notYet) {
                if (System.nanoTime() > end || server.waitFor(100, TimeUnit.MILLISECONDS)) {
                    throw notYet;
                }
            }
        }
    }

    DataSource database() {
        return database;
    }

    void stop() throws InterruptedException {
        server.destroy();
        if (!server.waitFor(SLOWEST_SECONDS, TimeUnit.SECONDS)) {
            server.destroyForcibly();
        }
    }
}
