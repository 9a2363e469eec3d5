package io.exportcomments.bulk.jdbc.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.testkit.database.TemporaryPostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three real workers on one PostgreSQL and one account: they are killed and stopped, connections are cut, the database
 * dies, answers are lost. One run is in the suite, 50 in {@code mvn -Pcampaign verify}; {@code -Dbulk.processes.seed}
 * makes a run again. The report is {@code target/processes.md}.
 */
@Tag("jdk-independent")
class ProcessCampaignTest {
    private static final int RUNS = Integer.getInteger("bulk.processes.runs", 1);
    private static final long FIRST = Long.getLong("bulk.processes.seed", 1);
    private static final int SPEED_URLS = Integer.getInteger("bulk.processes.urls", 0);
    private static final int URLS = 40;
    private static final String PLAN = "120,10,60,15,20";
    private static final int CONCURRENCY = 5;

    @TempDir
    static Path folder;

    private static TemporaryPostgresServer server;
    private static final ProcessReport REPORT = new ProcessReport();

    @BeforeAll
    static void start(@TempDir Path place) throws Exception {
        Assumptions.assumeTrue(
                TemporaryPostgresServer.isInstalled(),
                "PostgreSQL (initdb, pg_ctl) is not installed: scripts/postgresql");
        server = TemporaryPostgresServer.start(place);
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.stop();
            REPORT.write(Path.of("target/processes.md"));
        }
    }

    private static String schema(String name) throws Exception {
        try (Connection connection = DriverManager.getConnection(server.url());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + name);
        }
        return server.url() + "&currentSchema=" + name;
    }

    @Test
    void nothingIsLostOrDoubledWhateverDies() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (long seed = FIRST; seed < FIRST + RUNS; seed++) {
            wrong.addAll(run(seed));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void threeAreAsFastAsThePlanAllows() throws Exception {
        Assumptions.assumeTrue(SPEED_URLS > 0, "measured by mvn -Pcampaign verify");
        Path place = Files.createDirectory(folder.resolve("speed"));
        String database = schema("speed");
        try (WorkerProcesses processes = new WorkerProcesses(place, database, "200,30,60,30,60", 10, false)) {
            processes.awaitWorkers(Duration.ofSeconds(60));
            processes.submit(SPEED_URLS);
            assertThat(isOver(database, Duration.ofMinutes(4)))
                    .as(processes::story)
                    .isTrue();
            ProcessCheck check = new ProcessCheck(processes.mock, PlanText.service(processes.plan), database);
            Duration took = processes.untilLastEnd();
            Duration best = ShortestTime.of(PlanText.service(processes.plan), WorkerProcesses.JOB, SPEED_URLS);
            double share = (double) best.toMillis() / took.toMillis();
            REPORT.speed("%d URLs took %.1f s; the optimum is %.1f s; %.1f %%, %d times 429."
                    .formatted(
                            SPEED_URLS,
                            took.toMillis() / 1000.0,
                            best.toMillis() / 1000.0,
                            100 * share,
                            check.refusals()));
            REPORT.speed("A creation came %d ms after the plan allowed it, at the median."
                    .formatted(check.medianLateness().toMillis()));
            assertThat(check.faults(SPEED_URLS, processes.ends())).isEmpty();
            assertThat(share).isGreaterThanOrEqualTo(0.95);
        }
    }

    private static List<String> run(long seed) throws Exception {
        Path place = Files.createDirectory(folder.resolve("run-" + seed));
        String database = schema("run_" + seed);
        long begun = System.nanoTime();
        try (WorkerProcesses processes = new WorkerProcesses(place, database, PLAN, CONCURRENCY, seed % 2 == 0)) {
            processes.submit(URLS);
            WorkerProcesses.await(
                    "no job was created",
                    Duration.ofSeconds(30),
                    () -> !processes.mock.jobs().all().isEmpty());
            Troubles troubles = new Troubles(processes, server, seed);
            troubles.last(Duration.ofSeconds(14));
            List<String> faults = new ArrayList<>();
            if (!isOver(database, Duration.ofSeconds(150))) {
                faults.add("not over");
            }
            ProcessCheck check = new ProcessCheck(processes.mock, PlanText.service(processes.plan), database);
            faults.addAll(check.faults(URLS, processes.ends()));
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            REPORT.run(seed, troubles, took, processes.mock.jobs().all().size(), check.refusals(), faults);
            if (!faults.isEmpty()) {
                System.out.println("seed " + seed + ": " + faults + "\n" + processes.story() + "\n--- tables\n"
                        + ProcessCheck.rows(database));
            }
            return faults.stream().map(fault -> "seed " + seed + ": " + fault).toList();
        }
    }

    private static boolean isOver(String database, Duration bound) {
        try {
            Awaitility.await()
                    .atMost(bound)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> ProcessCheck.open(database) == 0);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }
}
