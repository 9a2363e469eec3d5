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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
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

    /** The same where URLs go as batches: a creation must be held up for a second of this machine. */
    private static final int SLOWER = 100;

    private int speed = SPEED;

    private MockService mock;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        start(SPEED);
    }

    private void start(int times) {
        speed = times;
        mock = MockService.builder()
                .token("SecretToken1".repeat(10))
                .clock(MockClock.faster(times))
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

    private Child export(Predicate<String> awaited, String... more) {
        List<String> all = new ArrayList<>(
                List.of("export", "--from", folder.resolve("urls.txt").toString()));
        all.addAll(List.of("--plan", "business", "--format", "json"));
        all.addAll(List.of("--output", folder.resolve("out").toString()));
        all.addAll(List.of("--base-url", mock.baseUrl().toString()));
        all.addAll(List.of("--mock-speed", Integer.toString(speed)));
        all.addAll(List.of(more));
        return Child.start(Map.of("EXPORTCOMMENTS_API_TOKEN", mock.token()), awaited, all.toArray(String[]::new));
    }

    private Duration timeOfTheService() {
        List<JournalEntry> entries = mock.journal().entries();
        return Duration.between(
                entries.get(0).at(), entries.get(entries.size() - 1).at());
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
        try (Child child = export(line -> true, "--one-by-one")) {
            assertThat(child.code()).as(child.err()).isZero();
            assertThat(child.err())
                    .contains("[200/200] done", "the plan's limit of jobs in 5 minutes is reached")
                    .doesNotContain("exportcomments:", mock.token());
            assertThat(child.err().lines().toList()).last().asString().startsWith("200 URLs: 200 done in 0:");
        }
        eachIsExportedOnce(urls);
        assertThat(mock.journal().count(entry -> entry.status() == 429)).isZero();
        assertThat(timeOfTheService())
                .as("15 jobs in 5 minutes are 200 in 65 minutes, and some for the answers' way")
                .isBetween(Duration.ofMinutes(65), Duration.ofMinutes(130));
    }

    @Test
    void killedWhileACreationIsOnItsWayTheNextRunCreatesNoneTwice() throws IOException {
        List<String> urls = urls(40);
        mock.faults().on(MockOperation.CREATE).nth(21).inject(Fault.neverAnswer());
        try (Child child = export(line -> line.contains("[10/40]"), "--one-by-one")) {
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

        try (Child child = export(line -> true, "--one-by-one")) {
            // The mock's clock is hours ahead of this run's. The other jobs of the report show by how much, unless at
            // this speed a busy machine blurs it: then it is for a person to say whose the job is.
            assertThat(child.code()).as(child.err()).isIn(0, 5);
            assertThat(child.err()).containsAnyOf("40 URLs: 40 done", "it may be [");
        }
        List<String> created = mock.jobs().all().stream().map(MockJob::url).toList();
        assertThat(created).doesNotHaveDuplicates().isSubsetOf(urls);
        List<String> after = Files.readAllLines(folder.resolve("urls.txt.report"));
        assertThat(urls)
                .as("what has no job is left to a person")
                .allMatch(url -> created.contains(url)
                        || after.stream()
                                .filter(line -> line.contains("\t" + url + "\t"))
                                .reduce((earlier, later) -> later)
                                .filter(line -> line.contains("it may be ["))
                                .isPresent());
    }

    @Test
    void batchesOfTheServiceAreFasterWithoutOneRefusal() throws IOException {
        mock.close();
        start(SLOWER);
        List<String> urls = urls(150);
        try (Child child = export(line -> true)) {
            assertThat(child.code()).as(child.err()).isZero();
            assertThat(child.err()).contains("150 URLs: 150 done").doesNotContain(mock.token());
        }
        eachIsExportedOnce(urls);
        assertThat(mock.journal().count(entry -> entry.status() == 429)).isZero();
        assertThat(mock.journal().count(MockOperation.BATCH_CREATE)).isPositive();
        assertThat(timeOfTheService())
                .as("one by one, the last of 150 goes after 45 minutes")
                .isLessThan(Duration.ofMinutes(40));
    }

    @Test
    void killedWhileABatchIsOnItsWayTheNextRunCreatesNoneTwice() throws Exception {
        mock.close();
        start(SLOWER);
        List<String> urls = urls(60);
        mock.faults().on(MockOperation.BATCH_CREATE).nth(1).inject(Fault.neverAnswer());
        try (Child child = export(line -> line.contains("[1/60]"))) {
            child.await(() -> mock.journal().count(MockOperation.BATCH_CREATE) >= 1);
            assertThat(child.kill()).isEqualTo(137);
        }
        List<String> report = Files.readAllLines(folder.resolve("urls.txt.report"));
        assertThat(report.stream().filter(line -> line.startsWith("sending\t-")).count())
                .as("all of the batch, and the single ones")
                .isGreaterThan(40);
        letTwoMinutesPass();

        try (Child child = export(line -> true)) {
            // As above: the mock's clock is ahead, and a person may have to say which job is whose.
            assertThat(child.code()).as(child.err()).isIn(0, 5);
            assertThat(child.err()).contains(" URLs were on their way when the last run ended;");
        }
        assertThat(mock.jobs().all()).extracting(MockJob::url).containsExactlyInAnyOrderElementsOf(urls);
    }

    /** For the list's database, in which what went out as a batch is looked for a minute and a half later. */
    private void letTwoMinutesPass() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("urls.txt.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE exportcomments_bulk_item SET due_at = due_at - 120000,"
                    + " send_until = send_until - 120000 WHERE state = 'sending'");
        }
    }
}
