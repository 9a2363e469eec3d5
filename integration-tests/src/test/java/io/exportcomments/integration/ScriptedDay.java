package io.exportcomments.integration;

import io.exportcomments.AsyncJobHandle;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.journal.JournalEntry;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.testkit.update.Simulation;
import io.exportcomments.testkit.update.Watched;
import io.exportcomments.update.polling.PollingUpdates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A day of a program and the service, in virtual time: exports are created, watched, retried, stopped and fetched, and
 * about everything goes wrong once. What came of it is text, to be laid beside another.
 */
final class ScriptedDay implements AutoCloseable {
    private static final String SITE = "https://www.youtube.com/watch?v=";
    private static final Duration SOON = Duration.ofMinutes(5);

    private final Simulation simulation;
    private final Path folder;
    private final Map<String, Watched> watches = new TreeMap<>();
    private final List<String> outcomes = new ArrayList<>();

    ScriptedDay(TransportProvider transport, Path folder) {
        this.folder = folder;
        simulation = Simulation.builder(transport)
                .updates(PollingUpdates.create())
                .seed(20_260_301)
                .start();
        simulation.mock().script("*slow*", course(Duration.ofMinutes(4)));
        simulation
                .mock()
                .script(
                        "*fails*",
                        JobScript.queued(Duration.ofSeconds(20))
                                .progressPercent(Duration.ofSeconds(20), 30)
                                .fails(Duration.ofSeconds(30), "Video not found or is private")
                                .onRetry(course(Duration.ofSeconds(30))));
        simulation.mock().script("*endless*", JobScript.endless());
    }

    private static JobScript course(Duration step) {
        JobScript script = JobScript.queued(step);
        for (int percent : new int[] {10, 40, 75, 99}) {
            script = script.progressPercent(step, percent);
        }
        return script.rows(300).done(step);
    }

    /** The day. */
    ScriptedDay live() {
        morning();
        trouble();
        unknownOutcomes();
        busyAfternoon();
        evening();
        return this;
    }

    /** Exports as they should be: done, failed and retried, stopped here and stopped elsewhere. */
    private void morning() {
        AsyncJobHandle plain = created("plain", SITE + "plain");
        simulation.pass(Duration.ofMinutes(10));
        AsyncJobHandle failing = created("failing", SITE + "fails");
        simulation.pass(Duration.ofMinutes(5));
        outcome("retry of failing", failing.retry());
        watched("failing again", failing.guid());
        outcome("retry of plain", plain.retry());
        AsyncJobHandle endless = created("endless", SITE + "endless");
        simulation.pass(Duration.ofMinutes(30));
        outcome("stop of endless", endless.stop());
        AsyncJobHandle foreign = created("stopped elsewhere", SITE + "endless2");
        simulation.pass(Duration.ofMinutes(3));
        simulation.stopElsewhere(foreign.guid());
        simulation.pass(Duration.ofMinutes(20));
    }

    /** While a job is watched, each way of reading it breaks in each way; the program asks as well, and hears how. */
    private void trouble() {
        AsyncJobHandle slow = created("slow", SITE + "slow");
        List<Fault> faults = List.of(
                Fault.badGateway(),
                Fault.status(500),
                Fault.status(429).body("{\"error_code\":\"RATE_LIMIT_EXCEEDED\",\"seconds_to_wait\":\"45\"}"),
                Fault.status(429).header("Retry-After", "20"),
                Fault.status(403).body("{\"error_code\":\"PLAN_EXPIRED\",\"detail\":\"Renew.\"}"),
                Fault.resetBeforeTaking(),
                Fault.resetAfterTaking(),
                Fault.closeBeforeTaking(),
                Fault.closeAfterTaking(),
                Fault.cutBody(25),
                Fault.garbage(),
                Fault.emptyBody(),
                Fault.noContent(),
                Fault.redirect(302, "/nowhere"),
                Fault.redirectToOtherOrigin(307),
                Fault.gzip(),
                Fault.chunked(),
                Fault.padded(200_000),
                Fault.tiny());
        int number = 0;
        for (Fault fault : faults) {
            number++;
            simulation.mock().faults().on(MockOperation.GET).inject(fault);
            outcome("read with fault " + number, slow.refresh());
            simulation.mock().faults().on(MockOperation.LIST).inject(fault);
            outcome("list with fault " + number, simulation.client().async().list(1, 20));
            simulation.mock().faults().on(MockOperation.STOP).inject(fault);
            outcome("stop of what is done, with fault " + number, stopped("plain"));
            simulation.mock().faults().clear();
            simulation.mock().faults().on(MockOperation.GET).inject(fault);
            simulation.pass(Duration.ofSeconds(100));
            simulation.mock().faults().clear();
        }
        simulation.mock().faults().refuseConnections();
        // The connection was in use a moment ago: whether its end is seen in time is chance, so the first call does not
        // count.
        finish(slow.refresh());
        outcome("read while the service is away", slow.refresh());
        simulation.pass(Duration.ofMinutes(10));
        simulation.mock().faults().acceptConnections();
        simulation.pass(Duration.ofMinutes(10));
    }

    private CompletableFuture<Job> stopped(String name) {
        return simulation.client().async().stop(watches.get(name).guid());
    }

    /** Creations that nobody answers: none is made twice, none is lost. */
    private void unknownOutcomes() {
        List<Fault> faults = List.of(
                Fault.resetBeforeTaking(),
                Fault.resetAfterTaking(),
                Fault.closeBeforeTaking(),
                Fault.closeAfterTaking(),
                Fault.badGateway(),
                Fault.status(504).afterTaking(),
                Fault.cutBody(10),
                Fault.garbage());
        int number = 0;
        for (Fault fault : faults) {
            number++;
            simulation.mock().faults().on(MockOperation.CREATE).inject(fault);
            created("created with fault " + number, SITE + "unknown" + number);
            simulation.pass(Duration.ofMinutes(2));
        }
    }

    /** Many jobs at once, so that pages of the list are read. */
    private void busyAfternoon() {
        for (int i = 0; i < 40; i++) {
            watched("busy " + i, simulation.seed(course(Duration.ofSeconds(20 + 7L * i))));
        }
        simulation.mock().faults().on(MockOperation.LIST).nth(3).inject(Fault.badGateway());
        simulation.mock().faults().on(MockOperation.LIST).nth(7).inject(Fault.cutBody(300));
        simulation.pass(Duration.ofMinutes(40));
    }

    private void evening() {
        watched("plain, looked at again", watches.get("plain").guid());
        outcome("ping", simulation.client().async().ping().thenApply(nothing -> "there"));
        simulation.pass(Duration.ofHours(4));
        fetched("plain");
    }

    private AsyncJobHandle created(String name, String url) {
        CompletableFuture<AsyncJobHandle> creation = simulation.client().async().create(ExportRequest.of(url));
        finish(creation);
        AsyncJobHandle job = creation.join();
        outcomes.add(name + ": created " + job.guid());
        watched(name, job.guid());
        return job;
    }

    private void watched(String name, JobGuid guid) {
        watches.put(name, simulation.watch(guid));
        // What a watch reads at its beginning must not race with what the program asks next.
        simulation.settle();
    }

    /** Results are written by workers, in real time; pauses after a break are in virtual time all the same. */
    private void fetched(String name) {
        AsyncJobHandle job = simulation.client().async().job(watches.get(name).guid());
        for (ResultFormat format : ResultFormat.values()) {
            simulation.mock().faults().on(MockOperation.DOWNLOAD).inject(Fault.cutBody(2_000));
            Path target = folder.resolve(name + "." + format);
            CompletableFuture<String> call = job.download(format, target, DownloadOptions.DEFAULT)
                    .thenApply(
                            file -> format == ResultFormat.JSON ? file.toFile().length() + " B" : "written");
            simulation.mock().journal().awaitCount(MockOperation.DOWNLOAD, 1, SOON);
            while (!isDoneSoon(call)) {
                simulation.pass(Duration.ofSeconds(1));
            }
            outcome("download of " + name + " as " + format, call);
        }
    }

    private static boolean isDoneSoon(CompletableFuture<?> call) {
        try {
            call.get(100, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException | InterruptedException e) {
            return true;
        }
        return true;
    }

    private void outcome(String name, CompletableFuture<?> call) {
        finish(call);
        try {
            outcomes.add(name + ": " + call.join());
        } catch (CompletionException e) {
            ExportCommentsException error = (ExportCommentsException) e.getCause();
            outcomes.add(name + ": " + error.getClass().getSimpleName() + ": " + error.getMessage());
        }
    }

    private void finish(CompletableFuture<?> call) {
        if (!simulation.passUntil(call::isDone, SOON)) {
            throw new AssertionError("Not over within " + SOON);
        }
    }

    /** What the program was told when it asked. */
    List<String> outcomes() {
        String here = simulation.mock().baseUrl().toString();
        String there = simulation.mock().otherOrigin().toString();
        return outcomes.stream()
                .map(line -> line.replace(here, "http://service").replace(there, "http://other"))
                .toList();
    }

    /** What the service was asked: for each job, and for the list, in order. */
    Map<String, List<String>> journal() {
        simulation.mock().journal().awaitIdle(Duration.ofSeconds(10));
        Map<String, List<String>> byJob = new TreeMap<>();
        for (JournalEntry entry : simulation.mock().journal().entries()) {
            String job = entry.guid() == null ? "the account" : entry.guid().toString();
            byJob.computeIfAbsent(job, key -> new ArrayList<>())
                    .add((entry.operation() == MockOperation.DOWNLOAD ? "at last" : entry.at()) + " "
                            + entry.operation() + " " + entry.request().target() + " -> " + entry.status() + " "
                            + entry.state());
        }
        return byJob;
    }

    /** What each watch delivered. */
    Map<String, List<String>> updates() {
        Map<String, List<String>> byWatch = new TreeMap<>();
        watches.forEach((name, watched) -> {
            List<String> lines = new ArrayList<>();
            watched.updates().forEach(update -> lines.add(line(update)));
            lines.add(watched.completions() + " ends, errors " + watched.errors());
            byWatch.put(name, lines);
        });
        return byWatch;
    }

    private static String line(JobUpdate update) {
        return update.observedAt() + " attempt " + update.attempt() + " by " + update.source() + ": " + update.status()
                + update.progress()
                        .map(progress -> " " + progress.exported() + "/" + progress.total())
                        .orElse("");
    }

    @Override
    public void close() {
        simulation.close();
    }
}
