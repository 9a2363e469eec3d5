package io.exportcomments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.jdbc.JdbcBulkStore;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.testkit.database.TemporaryPostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file of URLs that two machines export together, or one in two runs: real commands, one of which is interrupted. */
@Timeout(180)
class SharedListTest {
    private static final String PASSWORD = "HideThisPassword1";

    private MockService mock;
    private List<String> urls = List.of();

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        mock = MockService.builder()
                .token("SecretToken1".repeat(10))
                .script("*", JobScript.queued(Duration.ZERO).done(Duration.ofSeconds(1)))
                .start();
    }

    @AfterEach
    void stop() {
        mock.close();
    }

    /** A machine's folder, with the list. */
    private Path machine(String name) throws IOException {
        Path machine = Files.createDirectories(folder.resolve(name));
        Files.write(machine.resolve("urls.txt"), urls);
        return machine;
    }

    private void urls(int count) {
        urls = IntStream.range(0, count)
                .mapToObj(i -> "https://www.youtube.com/watch?v=" + i)
                .toList();
    }

    private Child export(Path machine, Predicate<String> awaited, String... more) {
        List<String> command = new ArrayList<>(List.of(
                "export",
                "--from",
                machine.resolve("urls.txt").toString(),
                "--format",
                "json",
                "--output",
                machine.resolve("out").toString(),
                "--base-url",
                mock.baseUrl().toString()));
        command.addAll(List.of(more));
        Map<String, String> environment =
                Map.of("EXPORTCOMMENTS_API_TOKEN", mock.token(), "PGUSER", "tester", "PGPASSWORD", PASSWORD);
        return Child.start(environment, awaited, command.toArray(String[]::new));
    }

    private static List<Path> files(Path machine) throws IOException {
        try (Stream<Path> files = Files.list(machine.resolve("out"))) {
            return files.toList();
        }
    }

    private void eachIsCreatedOnce() {
        assertThat(mock.jobs().all()).extracting(MockJob::url).containsExactlyInAnyOrderElementsOf(urls);
    }

    @Test
    void ctrlCHandsBackAtOnceAndTheNextRunGoesOn() throws IOException {
        urls(10);
        Path machine = machine("here");
        try (Child child = export(machine, line -> line.contains("[3/10]"))) {
            assertThat(child.interrupt()).isEqualTo(130);
            assertThat(child.err())
                    .contains("Interrupted. 10 URLs: ", "run the same command again to resume.")
                    .doesNotContain("exportcomments:");
        }
        try (JdbcBulkStore store = JdbcBulkStore.sqlite(machine.resolve("urls.txt.db"))) {
            List<ItemRecord> items = store.transact(
                    tx -> tx.items(tx.batch("urls.txt").orElseThrow(), EnumSet.allOf(ItemState.class), 0, 100));
            assertThat(items).hasSize(10).allMatch(item -> item.owner() == null);
        }
        try (Child child = export(machine, line -> true)) {
            assertThat(child.code()).as(child.err()).isZero();
            assertThat(child.err()).contains("10 URLs: 10 done");
        }
        eachIsCreatedOnce();
        assertThat(files(machine)).hasSize(10);
    }

    @Test
    void twoMachinesShareAListAndOneGoesOnAloneWhenTheOtherIsInterrupted(@TempDir Path database) throws Exception {
        Assumptions.assumeTrue(
                TemporaryPostgresServer.isInstalled(),
                "PostgreSQL (initdb, pg_ctl) is not installed: scripts/postgresql");
        TemporaryPostgresServer server = TemporaryPostgresServer.start(database);
        try {
            urls(120);
            String url = server.url().replace("?user=tester", "");
            Path one = machine("one");
            Path other = machine("other");
            try (Child first = export(one, line -> line.contains("[3/120]"), "--database", url);
                    Child second = export(other, line -> true, "--database", url)) {
                assertThat(first.interrupt()).isEqualTo(130);
                assertThat(second.code()).as(second.err()).isZero();
                assertThat(second.err()).contains("120 URLs: 120 done").doesNotContain(PASSWORD);
            }
            eachIsCreatedOnce();
            assertThat(files(one)).isNotEmpty();
            assertThat(files(one).size() + files(other).size()).isGreaterThanOrEqualTo(120);
            assertThat(Files.readAllLines(other.resolve("urls.txt.report")))
                    .filteredOn(line -> line.startsWith("done\t"))
                    .hasSize(120);
        } finally {
            server.stop();
        }
    }
}
