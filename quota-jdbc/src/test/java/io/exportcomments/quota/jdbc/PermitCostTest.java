package io.exportcomments.quota.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.port.PlaceHolder;
import io.exportcomments.port.PlaceNews;
import io.exportcomments.port.QuotaAnswer;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.QuotaPlaces;
import io.exportcomments.port.QuotaRequest;
import io.exportcomments.port.QuotaUse;
import io.exportcomments.testkit.database.TemporaryPostgresServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a permit costs in PostgreSQL: one transaction before the call, and one after it. {@code -Dquota.permits=5000}
 * measures as many; {@code target/permits.md} says how long they took.
 */
class PermitCostTest {
    private static final int PERMITS = Integer.getInteger("quota.permits", 40);
    private static final int PROGRAMS = 4;
    private static final QuotaRequest CALL = new QuotaRequest(
            "CREATING",
            List.of(
                    new QuotaUse("requests-per-minute", 1_000_000, Duration.ofSeconds(1), 1),
                    new QuotaUse("creations", 1_000_000, Duration.ofSeconds(1), 1),
                    new QuotaUse("jobs", 1_000_000, Duration.ofSeconds(1), 1)),
            Duration.ofSeconds(30),
            Optional.of(new QuotaPlaces("exports", 1_000_000, 1, Duration.ofMinutes(10))));

    private static TemporaryPostgresServer server;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(
                TemporaryPostgresServer.isInstalled(),
                "PostgreSQL (initdb, pg_ctl) is not installed: scripts/postgresql");
        server = TemporaryPostgresServer.start(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.stop();
        }
    }

    /** A pool of one. */
    private static DataSource kept(Connection connection) {
        Object lent =
                proxy(Connection.class, (name, arguments, call) -> name.equals("close") ? null : call.on(connection));
        return (DataSource) proxy(DataSource.class, (name, arguments, call) -> lent);
    }

    private interface Called {
        Object on(Object target) throws Exception;
    }

    private interface Handler {
        Object handle(String name, Object[] arguments, Called call) throws Exception;
    }

    private static Object proxy(Class<?> type, Handler handler) {
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> handler.handle(method.getName(), arguments, target -> {
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw (Exception) e.getCause();
                    }
                }));
    }

    /** The time of each permit, from asking until it is granted, in nanoseconds; each is settled, too. */
    private static List<Long> permits(String account, int count) throws SQLException {
        List<Long> nanos = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(server.url())) {
            QuotaLog log = JdbcQuotaLog.in(kept(connection), account);
            for (int i = 0; i < count; i++) {
                long begun = System.nanoTime();
                QuotaAnswer answer = log.ask(CALL, QuotaLog.NEW);
                nanos.add(System.nanoTime() - begun);
                assertThat(answer.granted()).isTrue();
                log.settle(
                        answer.ticket(), Map.of("requests-per-minute", 1, "creations", 1, "jobs", 1), running(answer));
            }
        }
        return nanos;
    }

    private static PlaceNews running(QuotaAnswer answer) {
        PlaceHolder job = new PlaceHolder("job " + answer.at() % 10, "exports", true, false, answer.at());
        return new PlaceNews(List.of(job), 0, false, Duration.ofMinutes(10));
    }

    private static long transactions() throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = 'postgres'")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void aPermitIsOneTransactionAndItsEndAnother() throws Exception {
        try (Connection connection = DriverManager.getConnection(server.url())) {
            JdbcQuotaLog.in(kept(connection), "any").createTables();
        }
        permits("warm", PERMITS);
        long before = transactions();
        List<Long> nanos = permits("alone", PERMITS);
        double each = (double) (transactions() - before) / PERMITS;
        double median = nanos.stream().sorted().toList().get(PERMITS / 2) / 1e6;
        double rate = together();
        Files.createDirectories(Path.of("target"));
        Files.write(
                Path.of("target/permits.md"),
                List.of(
                        "# Permits from PostgreSQL",
                        "",
                        "A permit takes %.2f ms at the median; it and its end are %.2f transactions."
                                .formatted(median, each),
                        "%d programs on one account get %.0f permits a second together.".formatted(PROGRAMS, rate)));
        assertThat(each).as("transactions of a permit and its end").isBetween(1.9, 2.3);
    }

    private static double together() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PROGRAMS);
        try {
            long begun = System.nanoTime();
            List<Callable<List<Long>>> programs = new ArrayList<>();
            for (int i = 0; i < PROGRAMS; i++) {
                programs.add(() -> permits("shared", PERMITS));
            }
            for (Future<List<Long>> each : threads.invokeAll(programs)) {
                assertThat(each.get()).hasSize(PERMITS);
            }
            return PROGRAMS * PERMITS * 1e9 / (System.nanoTime() - begun);
        } finally {
            threads.shutdownNow();
        }
    }
}
