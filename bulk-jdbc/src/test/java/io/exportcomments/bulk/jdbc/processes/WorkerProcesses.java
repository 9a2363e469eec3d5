package io.exportcomments.bulk.jdbc.processes;

import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.jdbc.JdbcBulkStore;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.testkit.process.JavaProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Three workers, the service and the tables of one run. */
final class WorkerProcesses implements AutoCloseable {
    static final int WORKERS = 3;
    static final Duration JOB = Duration.ofMillis(500);

    final Path folder;
    final String database;
    final Plan plan;
    final MockService mock;
    final List<String> timeline = new ArrayList<>();

    private final String planText;
    private final int concurrency;
    private final boolean serviceBatches;
    private final Instant begun = Instant.now();
    private final List<JavaProgram> running = new ArrayList<>();

    /**
     * @param planText see {@link PlanText}
     * @param concurrency of each worker
     * @param serviceBatches whether they may send batches of the service
     */
    WorkerProcesses(Path folder, String database, String planText, int concurrency, boolean serviceBatches) {
        this.folder = folder;
        this.database = database;
        this.planText = planText;
        this.concurrency = concurrency;
        this.serviceBatches = serviceBatches;
        plan = PlanText.read(planText);
        mock = MockService.builder()
                .plan(PlanText.service(plan))
                .defaultScript(JobScript.queued(Duration.ZERO).done(JOB))
                .start();
        for (int i = 0; i < WORKERS; i++) {
            running.add(started(i));
        }
    }

    private JavaProgram started(int worker) {
        JavaProgram program = JavaProgram.start(
                SharingWorker.class,
                128,
                folder.resolve("worker-" + worker + ".log"),
                List.of(
                        mock.baseUrl().toString(),
                        mock.token(),
                        database,
                        ends().toString(),
                        Integer.toString(concurrency),
                        planText,
                        Boolean.toString(serviceBatches)));
        tell("worker " + worker + " starts as " + program.pid());
        return program;
    }

    Path ends() {
        return folder.resolve("ends");
    }

    /** From the first creation until the last end was told. */
    Duration untilLastEnd() throws IOException {
        Instant first = mock.jobs().all().stream()
                .map(MockJob::createdAt)
                .min(Instant::compareTo)
                .orElseThrow();
        long last = Files.readAllLines(ends()).stream()
                .mapToLong(line -> Long.parseLong(line.split(" ")[2]))
                .max()
                .orElseThrow();
        return Duration.between(first, Instant.ofEpochMilli(last));
    }

    void tell(String what) {
        timeline.add(
                "%6d ms  %s".formatted(Duration.between(begun, Instant.now()).toMillis(), what));
    }

    /** Waits until all workers have begun. */
    void awaitWorkers(Duration bound) throws Exception {
        await(
                "the workers did not begin",
                bound,
                () -> IntStream.range(0, WORKERS).allMatch(i -> log(i).contains(" works")));
    }

    private String log(int worker) {
        try {
            Path file = folder.resolve("worker-" + worker + ".log");
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void await(String otherwise, Duration bound, Callable<Boolean> condition) {
        Awaitility.await(otherwise)
                .atMost(bound)
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }

    void submit(int urls) {
        try (JdbcBulkStore store = JdbcBulkStore.at(database)) {
            BulkBatches.in(store)
                    .submit(
                            SharingWorker.BATCH,
                            IntStream.range(0, urls)
                                    .mapToObj(i ->
                                            ExportRequest.of("https://www.youtube.com/watch?v=video%06d".formatted(i)))
                                    .toList());
        }
    }

    JavaProgram worker(int worker) {
        return running.get(worker);
    }

    /** Starts a worker again that has ended, whatever ended it. */
    void again(int worker) {
        running.set(worker, started(worker));
    }

    /** What is needed to see what went wrong. */
    String story() {
        StringBuilder story = new StringBuilder(String.join("\n", timeline)).append('\n');
        for (int i = 0; i < WORKERS; i++) {
            story.append("--- worker ").append(i).append('\n').append(log(i));
        }
        return story.append("--- journal\n").append(mock.journal().toText()).toString();
    }

    @Override
    public void close() {
        running.forEach(JavaProgram::close);
        mock.close();
    }
}
