package io.exportcomments.bulk.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.ServicePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real processes on one SQLite file, killed without warning while the service creates their jobs. */
class KilledWorkersTest {
    private static final int URLS = 12;
    private static final int KILLS = 3;

    @TempDir
    Path directory;

    private Process worker(MockService mock) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                WorkerProgram.class.getName(),
                mock.baseUrl().toString(),
                mock.token(),
                "jdbc:sqlite:" + directory.resolve("bulk.db"),
                directory.resolve("ends").toString(),
                Integer.toString(URLS));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("output").toFile()))
                .start();
    }

    static Stream<ServicePlan> plans() {
        return Stream.of(
                ServicePlan.unlimited(),
                ServicePlan.unlimited()
                        .withJobsPerFiveMinutes(1)
                        .withBatches(new ServicePlan.BatchLimits(6, 100, Duration.ofMinutes(1))));
    }

    /** One by one, and by batches of the service, where all but one have to go so. */
    @ParameterizedTest
    @MethodSource("plans")
    void eachUrlIsExportedOnceWhoeverIsKilled(ServicePlan plan) throws Exception {
        List<Process> workers = new ArrayList<>();
        try (MockService mock = MockService.builder()
                .plan(plan)
                .defaultScript(JobScript.queued(Duration.ZERO).done(Duration.ofMillis(300)))
                .start()) {
            for (int kill = 1; kill <= KILLS; kill++) {
                Process worker = worker(mock);
                workers.add(worker);
                awaitJobs(mock, kill * 3, worker);
                worker.destroyForcibly().waitFor();
            }
            Process last = worker(mock);
            workers.add(last);
            assertThat(last.waitFor(120, TimeUnit.SECONDS)).as(this::output).isTrue();
            assertThat(last.exitValue()).as(this::output).isZero();
            check(mock.jobs().all());
        } finally {
            workers.forEach(Process::destroyForcibly);
        }
    }

    /** Goes on as soon as the service has so many jobs, which is in the middle of the worker's creations. */
    private void awaitJobs(MockService mock, int count, Process worker) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (mock.jobs().all().size() < count) {
            assertThat(System.nanoTime()).as(this::output).isLessThan(end);
            if (worker.waitFor(2, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private String output() {
        try {
            return Files.readString(directory.resolve("output"));
        } catch (IOException e) {
            return "no output: " + e;
        }
    }

    private void check(List<MockJob> jobs) throws IOException {
        assertThat(jobs).extracting(MockJob::url).hasSize(URLS).doesNotHaveDuplicates();
        Set<String> guids = jobs.stream().map(job -> job.guid().toString()).collect(Collectors.toSet());
        try (JdbcBulkStore store = JdbcBulkStore.sqlite(directory.resolve("bulk.db"))) {
            List<ItemRecord> items = store.transact(tx ->
                    tx.items(tx.batch(WorkerProgram.BATCH).orElseThrow(), EnumSet.allOf(ItemState.class), 0, 1_000));
            assertThat(items).hasSize(URLS).allMatch(item -> item.state() == ItemState.DONE);
            assertThat(items).extracting(item -> String.valueOf(item.job())).containsExactlyInAnyOrderElementsOf(guids);
            List<String> ends = Files.readAllLines(directory.resolve("ends"));
            assertThat(ends)
                    .extracting(line -> line.split(" ")[0])
                    .containsAll(
                            items.stream().map(item -> Long.toString(item.id())).toList());
            assertThat(ends.stream().filter(line -> line.endsWith("false"))).doesNotHaveDuplicates();
        }
    }
}
