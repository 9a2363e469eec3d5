package io.exportcomments.campaign.processes;

import io.exportcomments.campaign.Schedule.Command;
import io.exportcomments.campaign.Schedule.Origin;
import io.exportcomments.campaign.Schedule.PlannedCommand;
import io.exportcomments.campaign.Schedule.PlannedJob;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.internal.jobs.ApiError;
import io.exportcomments.mock.internal.jobs.JobEngine;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.MockJobEvent;
import io.exportcomments.mock.job.SeedJob;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.journal.JournalEntry;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.mock.webhook.MockWebhook;
import io.exportcomments.mock.webhook.WebhookDelivery;
import io.exportcomments.mock.webhook.WebhookSetup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The service as a program of its own, which may be killed: what it did stands in its log, and it goes on from that.
 */
final class ServiceProgram {
    static final String SECRET = "whsec_of_the_processes";

    private final RoundPlan plan;
    private final int life;
    private final long begunAt;
    private final Path file;
    private final ServiceLog.Writer log;
    private final MockService mock;
    private final JobEngine jobs;

    /**
     * The folder, jobs, the trouble's length, the seed, which life this is, the round's beginning, how many jobs of 100
     * are forgotten, the hook.
     */
    private ServiceProgram(String... args) {
        plan = RoundPlan.of(
                Long.parseLong(args[3]), Integer.parseInt(args[1]), Duration.ofMillis(Long.parseLong(args[2])));
        life = Integer.parseInt(args[4]);
        begunAt = Long.parseLong(args[5]);
        file = Path.of(args[0]).resolve("service.log");
        log = new ServiceLog.Writer(file);
        mock = MockService.builder()
                .plan(ServicePlan.unlimited())
                .seed(plan.seed() * 1_000 + life)
                .requestLog(this::request)
                .deliveryLog(this::delivery)
                .start();
        jobs = (JobEngine) mock.jobs();
    }

    public static void main(String[] args) throws IOException {
        ServiceProgram program = new ServiceProgram(args);
        ScheduledExecutorService others = Executors.newSingleThreadScheduledExecutor();
        program.begin(Integer.parseInt(args[6]), args[7], others);
        System.out.println("ready " + program.mock.port());
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null && !line.equals("quit"); line = input.readLine()) {
            if (line.equals("calm")) {
                program.calm();
                others.scheduleWithFixedDelay(program::stopEndless, 0, 1, TimeUnit.SECONDS);
                System.out.println("calm");
            }
        }
        others.shutdownNow();
        program.mock.close();
    }

    private void begin(int forgotten, String hook, ScheduledExecutorService others) throws IOException {
        // Of what was told in lives before nothing is kept.
        for (int i = 1; i < life; i++) {
            mock.realtime().loseHistory();
        }
        ServiceLog before = ServiceLog.read(file);
        for (PlannedJob job : plan.jobs()) {
            int number = job.number();
            mock.script(plan.url(number), plan.courses(number, 0, plan.course(number, 0)));
            if (life == 1 && job.origin() == Origin.FOUND) {
                seed(job);
            }
            for (PlannedCommand command : job.commands()) {
                later(job, command, before, others);
            }
        }
        SplittableRandom chance = new SplittableRandom(plan.seed() * 31 + life);
        before.jobs.forEach((guid, entry) -> {
            if (before.forgotten.contains(guid)) {
                return;
            }
            if (chance.nextInt(100) < forgotten) {
                log.line(System.currentTimeMillis(), "forgot", guid);
            } else {
                again(guid, entry);
            }
        });
        jobs.onEvent(this::event);
        jobs.all().forEach(log::state);
        if (plan.policies()) {
            mock.account().plan(ServicePlan.business());
        } else {
            mock.account().plan(ServicePlan.unlimited().withRequestsPerMinute(200));
        }
        if (!hook.equals("none")) {
            mock.webhooks().register(WebhookSetup.of(URI.create(hook), SECRET));
        }
    }

    private void seed(PlannedJob job) {
        int number = job.number();
        log.job(jobs.seed(SeedJob.of(plan.url(number))
                .guid(plan.guid(number))
                .script(plan.courses(number, 0, plan.course(number, 0)))));
    }

    /** The job as it is by now: its course went on while nobody was told. */
    private void again(UUID guid, ServiceLog.Entry entry) {
        long now = System.currentTimeMillis();
        JobScript course = plan.courses(entry.number, entry.attempt, plan.course(entry.number, entry.attempt));
        JobScript late = JobScript.queued(course.queuedFor().plusMillis(entry.attemptAt - entry.createdAt));
        if (entry.isStopped()) {
            late = JobScript.queued(Duration.ZERO).progress(Duration.ZERO, entry.exported);
        } else {
            for (JobScript.Step step : course.steps()) {
                late = step(late, step);
            }
        }
        late = late.rows(course.traits().rows() == null ? 0 : course.traits().rows());
        jobs.seed(SeedJob.of(plan.url(entry.number))
                .guid(guid)
                .attempt(entry.attempt)
                .age(Duration.ofMillis(Math.max(0, now - entry.createdAt)))
                .script(late.onRetry(course.retryScript())));
        if (entry.isStopped()) {
            jobs.stop(guid);
        }
    }

    private static JobScript step(JobScript course, JobScript.Step step) {
        return switch (step.kind()) {
            case DONE -> course.done(step.after());
            case FAIL -> course.fails(step.after(), String.valueOf(step.text()));
            default -> course.progress(step.after(), step.amount(), step.total() == null ? 0 : step.total());
        };
    }

    private void later(PlannedJob job, PlannedCommand command, ServiceLog before, ScheduledExecutorService others) {
        boolean mine = command.command() == Command.STOP_ELSEWHERE || command.command() == Command.RETRY_ELSEWHERE;
        if (mine && job.origin() == Origin.FOUND && !before.commands.contains(Integer.toString(job.number()))) {
            long due = begunAt + command.at().toMillis() - System.currentTimeMillis();
            others.schedule(() -> command(job.number(), command.command()), Math.max(0, due), TimeUnit.MILLISECONDS);
        }
    }

    private void command(int number, Command command) {
        log.line(System.currentTimeMillis(), "command", number);
        try {
            UUID guid = plan.guid(number);
            if (command == Command.RETRY_ELSEWHERE) {
                jobs.retry(guid);
            } else {
                log.state(jobs.stop(guid));
            }
        } catch (ApiError wrongState) {
            log.line(System.currentTimeMillis(), "refused", number);
        }
    }

    private void event(MockJobEvent event) {
        MockJob job = event.job();
        if (event.type() == MockJobEvent.Type.CREATED) {
            log.job(job);
        }
        log.state(job);
    }

    private void request(JournalEntry entry) {
        UUID guid = entry.guid();
        if (guid != null && entry.operation() == MockOperation.STOP && entry.status() == 200) {
            jobs.find(guid).ifPresent(log::state);
        }
        log.line(entry.at().toEpochMilli(), "request", entry.operation(), entry.status(), guid, entry.state());
    }

    private void delivery(WebhookDelivery delivery) {
        WebhookDelivery.Attempt last =
                delivery.attempts().get(delivery.attempts().size() - 1);
        log.line(
                System.currentTimeMillis(),
                "delivery",
                delivery.messageId(),
                last.status(),
                delivery.event().wireName(),
                delivery.job());
    }

    /** Webhooks get what there is from now on. */
    private void calm() {
        for (MockWebhook webhook : mock.webhooks().registered()) {
            if (webhook.status() != MockWebhook.Status.ENABLED) {
                mock.webhooks().toggle(webhook.uuid());
            }
        }
    }

    /** Nothing runs for ever. */
    private void stopEndless() {
        for (MockJob job : jobs.all()) {
            boolean endless = jobs.scriptOf(job.guid()).steps().stream()
                    .noneMatch(step -> step.kind().ends());
            if (endless && !job.status().equals("stopped")) {
                log.state(jobs.stop(job.guid()));
            }
        }
    }
}
