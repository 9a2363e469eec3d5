package io.exportcomments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.mock.time.MockClock;
import io.exportcomments.testkit.database.TemporaryPostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real commands that share a database keep to the account's plan together, and one after the other. */
@Timeout(180)
class ExportFromSharedLimitsTest {
    /** How many minutes of the plan are a minute here. */
    private static final int SPEED = 60;

    private MockService mock;
    private String database = "";

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        mock = MockService.builder()
                .token("SecretToken1".repeat(10))
                .clock(MockClock.faster(SPEED))
                .plan(ServicePlan.business())
                .start();
        database = folder.resolve("shared.db").toString();
    }

    @AfterEach
    void stop() {
        mock.close();
    }

    private List<String> urls(int count) throws IOException {
        List<String> urls = IntStream.range(0, count)
                .mapToObj(i -> "https://www.youtube.com/watch?v=" + i)
                .toList();
        Files.write(folder.resolve("urls.txt"), urls);
        return urls;
    }

    private Child export(String report, Predicate<String> awaited, String... more) {
        List<String> all = new ArrayList<>(
                List.of("export", "--from", folder.resolve("urls.txt").toString()));
        all.addAll(List.of("--database", database));
        all.addAll(List.of("--report", folder.resolve(report).toString()));
        all.addAll(List.of("--output", folder.resolve("out").toString(), "--format", "json"));
        all.addAll(List.of("--plan", "business", "--base-url", mock.baseUrl().toString()));
        all.addAll(List.of("--mock-speed", Integer.toString(SPEED)));
        all.addAll(List.of(more));
        return Child.start(Map.of("EXPORTCOMMENTS_API_TOKEN", mock.token()), awaited, all.toArray(String[]::new));
    }

    private void eachIsExportedOnceWithoutARefusal(List<String> urls) {
        assertThat(mock.jobs().all()).extracting(MockJob::url).containsExactlyInAnyOrderElementsOf(urls);
        assertThat(mock.journal().count(entry -> entry.status() == 429)).isZero();
    }

    private void together(List<String> urls, String... more) {
        try (Child one = export("one", line -> line.contains("[0/"), more);
                Child other = export("other", line -> true, more)) {
            assertThat(one.code()).as(one.err()).isZero();
            assertThat(other.code()).as(other.err()).isZero();
        }
        eachIsExportedOnceWithoutARefusal(urls);
    }

    @Test
    void twoOnOneDatabaseShareThePlanOneByOne() throws IOException {
        together(urls(24), "--one-by-one");
    }

    @Test
    void twoOnOneDatabaseShareThePlanByBatches() throws IOException {
        together(urls(60));
        assertThat(mock.journal().count(MockOperation.BATCH_CREATE)).isPositive();
    }

    @Test
    void twoOnOnePostgresqlShareThePlan(@TempDir Path place) throws Exception {
        Assumptions.assumeTrue(
                TemporaryPostgresServer.isInstalled(),
                "PostgreSQL (initdb, pg_ctl) is not installed: scripts/postgresql");
        TemporaryPostgresServer server = TemporaryPostgresServer.start(place);
        try {
            database = server.url();
            together(urls(24), "--one-by-one");
        } finally {
            server.stop();
        }
    }

    @Test
    void aCommandThatWasKilledIsGoneOnWithWithinThePlan() throws IOException {
        List<String> urls = urls(16);
        try (Child child = export("one", line -> line.contains("[14/16]"), "--one-by-one")) {
            child.await(() -> mock.journal().count(MockOperation.CREATE) >= 15);
            assertThat(child.kill()).isEqualTo(137);
        }
        try (Child child = export("one", line -> true, "--one-by-one")) {
            assertThat(child.code()).as(child.err()).isIn(0, 5);
        }
        eachIsExportedOnceWithoutARefusal(urls);
    }
}
