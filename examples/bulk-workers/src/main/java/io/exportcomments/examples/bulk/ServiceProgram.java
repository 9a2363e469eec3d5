package io.exportcomments.examples.bulk;

import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.MockJobEvent;
import io.exportcomments.mock.job.SeedJob;
import io.exportcomments.mock.job.ServicePlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The service: the mock, which writes each job down, so that it has them again after it was killed. Arguments: its
 * port, the file of its jobs.
 */
public final class ServiceProgram {
    private ServiceProgram() {}

    /** Serves until its standard input ends. */
    public static void main(String[] arguments) throws IOException {
        Path journal = Path.of(arguments[1]);
        try (MockService service = MockService.builder()
                .port(Integer.parseInt(arguments[0]))
                .plan(plan())
                .defaultScript(JobScript.queued(Duration.ofSeconds(1)).done(Duration.ofSeconds(4)))
                .script(
                        "*private*",
                        JobScript.queued(Duration.ofSeconds(1)).fails(Duration.ofSeconds(2), "The video is private"))
                .start()) {
            jobs(journal).forEach(line -> service.jobs().seed(line.seed()));
            service.jobs().onEvent(event -> {
                if (event.type() == MockJobEvent.Type.CREATED) {
                    note(journal, event.job());
                }
            });
            System.out.println("serves at " + service.baseUrl());
            WorkerProgram.untilInputEnds();
        }
    }

    private static ServicePlan plan() {
        return ServicePlan.unlimited()
                .withRequestsPerMinute(SharedAccount.PLAN.requestsPerMinute())
                .withRunning(SharedAccount.PLAN.runningExports())
                .withQueued(SharedAccount.PLAN.queuedExports())
                .withCreationsPerThreeMinutes(SharedAccount.PLAN.creationsPerThreeMinutes())
                .withJobsPerFiveMinutes(SharedAccount.PLAN.jobsPerFiveMinutes());
    }

    /** A job as the journal has it. */
    record Line(Instant created, String guid, String url) {
        SeedJob seed() {
            Duration age = Duration.between(created, Instant.now());
            return SeedJob.of(url).guid(guid).age(age.isNegative() ? Duration.ZERO : age);
        }
    }

    private static void note(Path journal, MockJob job) {
        try {
            Files.writeString(
                    journal,
                    job.createdAt() + " " + job.guid() + " " + job.url() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All jobs that the service ever created. */
    static List<Line> jobs(Path journal) throws IOException {
        if (!Files.exists(journal)) {
            return List.of();
        }
        return Files.readAllLines(journal).stream()
                .map(line -> line.split(" "))
                .map(parts -> new Line(Instant.parse(parts[0]), parts[1], parts[2]))
                .toList();
    }
}
