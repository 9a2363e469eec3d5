package io.exportcomments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.MockService;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.journal.JournalEntry;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.mock.time.MockClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many exports from a file by the real command, as a process, at the full speed of a plan; and killed in the middle.
 */
@Timeout(180)
class ExportFromProcessTest {
    /** How many minutes of the plan are a minute here. */
    private static final int SPEED = 300;

    private MockService mock;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        mock = MockService.builder()
                .token("SecretToken1".repeat(10))
                .clock(MockClock.faster(SPEED))
                .plan(ServicePlan.business())
                .start();
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

    private Child export(Predicate<String> awaited) {
        return Child.start(
                Map.of("EXPORTCOMMENTS_API_TOKEN", mock.token()),
                awaited,
                "export",
                "--from",
                folder.resolve("urls.txt").toString(),
                "--plan",
                "business",
                "--format",
                "json",
                "--output",
                folder.resolve("out").toString(),
                "--base-url",
                mock.baseUrl().toString(),
                "--mock-speed",
                Integer.toString(SPEED));
    }

    private void eachIsExportedOnce(List<String> urls) throws IOException {
        assertThat(mock.jobs().all()).extracting(MockJob::url).containsExactlyInAnyOrderElementsOf(urls);
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".json"))).hasSize(urls.size());
        }
    }

    @Test
    void twoHundredAtTheFullSpeedOfThePlanWithoutOneRefusal() throws IOException {
        List<String> urls = urls(200);
        try (Child child = export(line -> true)) {
            assertThat(child.code()).as(child.err()).isZero();
            assertThat(child.err())
                    .contains("[200/200] done", "the plan's limit of jobs in 5 minutes is reached")
                    .doesNotContain("exportcomments:", mock.token());
            assertThat(child.err().lines().toList()).last().asString().startsWith("200 URLs: 200 done in 0:");
        }
        eachIsExportedOnce(urls);
        assertThat(mock.journal().count(entry -> entry.status() == 429)).isZero();
        List<JournalEntry> entries = mock.journal().entries();
        assertThat(Duration.between(
                        entries.get(0).at(), entries.get(entries.size() - 1).at()))
                .as("15 jobs in 5 minutes are 200 in 65 minutes, and some for the answers' way")
                .isBetween(Duration.ofMinutes(65), Duration.ofMinutes(130));
    }

    @Test
    void killedWhileACreationIsOnItsWayTheNextRunCreatesNoneTwice() throws IOException {
        List<String> urls = urls(40);
        mock.faults().on(MockOperation.CREATE).nth(21).inject(Fault.neverAnswer());
        try (Child child = export(line -> line.contains("[10/40]"))) {
            child.await(() -> mock.journal().count(MockOperation.CREATE) >= 21);
            assertThat(child.kill()).isEqualTo(137);
        }
        List<String> report = Files.readAllLines(folder.resolve("urls.txt.report"));
        assertThat(mock.jobs().all())
                .as("what was sent is in the report, with its job or as being sent")
                .allMatch(job -> report.stream()
                        .filter(line -> line.contains("\t" + job.url() + "\t"))
                        .reduce((earlier, later) -> later)
                        .filter(line -> line.startsWith("sending\t-")
                                || line.contains(job.guid().toString()))
                        .isPresent());
        assertThat(report).anyMatch(line -> line.startsWith("sending\t-"));

        try (Child child = export(line -> true)) {
            // The mock's clock is hours ahead of this run's. The other jobs of the report show by how much, unless at
            // this speed a busy machine blurs it: then it is for a person to say whose the job is.
            assertThat(child.code()).as(child.err()).isIn(0, 5);
            assertThat(child.err()).containsAnyOf("40 URLs: 40 done", "it may be [");
        }
        assertThat(mock.jobs().all()).extracting(MockJob::url).containsExactlyInAnyOrderElementsOf(urls);
    }
}
