package io.exportcomments.campaign.processes;

import io.exportcomments.campaign.Promise;
import io.exportcomments.campaign.Schedule.Origin;
import io.exportcomments.campaign.Schedule.PlannedJob;
import io.exportcomments.campaign.Schedule.Sources;
import io.exportcomments.campaign.ToldOrder;
import io.exportcomments.campaign.Violation;
import io.exportcomments.campaign.processes.ClientHistory.Creation;
import io.exportcomments.campaign.processes.ClientHistory.Heard;
import io.exportcomments.campaign.processes.ClientHistory.Watched;
import io.exportcomments.job.JobStatus;
import io.exportcomments.mock.MockService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Says what was wrong with a round, by what the service wrote down and what the client's listeners told. */
final class RoundCheck {
    /** How long after an end, and after all trouble, it may be told at the latest. */
    private static final long LATEST_MILLIS = 150_000;

    /** What was on its way to a listener when it left. */
    private static final long ON_ITS_WAY_MILLIS = 1_000;

    private final Round round;
    private final RoundPlan plan;
    private final ClientHistory history;
    private final ServiceLog log;
    private final List<Violation> violations = new ArrayList<>();

    RoundCheck(Round round, ServiceLog log) {
        this.round = round;
        this.plan = round.plan();
        this.history = round.history();
        this.log = log;
    }

    List<Violation> check() throws IOException {
        history.watches().values().forEach(lives -> lives.forEach(this::watched));
        for (PlannedJob job : plan.jobs()) {
            if (job.origin() == Origin.CREATED) {
                creation(job.number(), history.creations().getOrDefault(job.number(), new Creation()));
            }
        }
        if (!round.isOver()) {
            round.unheard().forEach(open -> broken(Promise.LOST_END, open + " has no end"));
        }
        if (plan.policies() && !log.refusals.isEmpty()) {
            broken(
                    Promise.OVER_THE_PLAN,
                    "The service refused " + log.refusals.size() + " requests, at " + log.refusals);
        }
        deliveries();
        leftovers();
        files();
        secrets();
        return violations;
    }

    private void broken(Promise promise, String how) {
        violations.add(new Violation(promise, how));
    }

    // What listeners heard

    private void watched(Watched watch) {
        List<Heard> heard = watch.heard;
        for (int i = 1; i < heard.size(); i++) {
            violations.addAll(ToldOrder.check(
                    watch.toString(), heard.get(i - 1).told(), heard.get(i).told()));
        }
        if (watch.completions + watch.errors.size() > 1) {
            broken(Promise.SECOND_END, watch + " heard the end of the stream more than once");
        }
        if (watch.leftAt > 0 && watch.lastAt > watch.leftAt + ON_ITS_WAY_MILLIS) {
            broken(Promise.TOLD_AFTER_CANCEL, watch + " heard more after it had left");
        }
        for (String error : watch.errors) {
            mayEndWith(watch, error);
        }
        if (!heard.isEmpty() && heard.get(heard.size() - 1).told().status().isTerminal()) {
            Heard last = heard.get(heard.size() - 1);
            trueEnd(watch, last);
            if (watch.life == history.life() && watch.completions == 0 && watch.leftAt == 0) {
                broken(Promise.LOST_END, watch + " heard the job's end, but not the stream's");
            }
            inTime(watch, last.at());
        } else if (watch.completions > 0) {
            broken(Promise.LOST_END, watch + " heard that it is over, but not how");
        }
        awaited(watch);
    }

    private void awaited(Watched watch) {
        String text = watch.awaited;
        JobStatus end = text.startsWith("DONE ")
                ? JobStatus.DONE
                : text.startsWith("JobFailedException")
                        ? JobStatus.ERROR
                        : text.startsWith("JobStoppedException") ? JobStatus.STOPPED : null;
        if (end != null) {
            if (ends(watch).stream().noneMatch(one -> one.status() == end)) {
                broken(Promise.FALSE_END, watch + " was told " + end + ", but the service says " + ends(watch));
            }
        } else if (!text.isEmpty() && !text.startsWith("DeadlineExceededException")) {
            mayEndWith(watch, text);
        }
    }

    private List<ServiceLog.End> ends(Watched watch) {
        ServiceLog.Entry job = log.jobs.get(UUID.fromString(watch.guid));
        return job == null ? List.of() : job.ends;
    }

    private void mayEndWith(Watched watch, String error) {
        boolean unavailable = error.startsWith("UpdatesUnavailableException")
                && !plan.sources().has(Sources.POLLING);
        boolean forgotten =
                error.startsWith("NotFoundException") && log.forgotten.contains(UUID.fromString(watch.guid));
        if (!unavailable && !forgotten) {
            broken(Promise.WRONG_ERROR, watch + " ended with " + error);
        }
    }

    /** The end is that of the attempt that it is told for; of a retry that no event told of, the client can't know. */
    private void trueEnd(Watched watch, Heard last) {
        List<ServiceLog.End> ends = ends(watch);
        int attempt = last.told().attempt() - 1;
        boolean numbered = watch.heard.stream().allMatch(Heard::complete);
        boolean byEvent = last.told().status() == JobStatus.DONE
                && Set.of("websocket", "webhook").contains(last.source());
        boolean known = ends.stream()
                .anyMatch(end -> end.status() == last.told().status()
                        && end.at() <= last.at()
                        && (!numbered || end.attempt() == attempt || (end.attempt() > attempt && byEvent)));
        if (!known) {
            broken(
                    Promise.FALSE_END,
                    watch + " heard " + last.told() + " at " + last.at() + ", but the service says " + ends);
        }
    }

    private void inTime(Watched watch, long heardAt) {
        List<ServiceLog.End> ends = ends(watch);
        if (ends.isEmpty() || !watch.ear.equals("PLAIN")) {
            return;
        }
        long from = Math.max(
                Math.max(round.calmAt(), watch.begunAt),
                ends.get(ends.size() - 1).at());
        if (heardAt > from + LATEST_MILLIS) {
            broken(Promise.LATE_END, watch + " heard its end " + (heardAt - from) + " ms late");
        }
    }

    // Creations

    private void creation(int number, Creation creation) {
        Set<UUID> made = log.ofNumber(number);
        long kept = made.stream().filter(guid -> !log.forgotten.contains(guid)).count();
        String url = plan.url(number);
        String guid = creation.guid;
        String refused = creation.refused;
        if (kept > 1) {
            broken(Promise.DOUBLED_JOB, url + " has the jobs " + made);
        }
        if (guid != null && !made.contains(UUID.fromString(guid))) {
            broken(Promise.LOST_JOB, url + " was given the job " + guid + ", but there are " + made);
        }
        if (guid == null && refused == null && round.isOver()) {
            broken(Promise.CREATION_WITHOUT_END, "The creation of " + url + " has no end");
        }
        if (refused != null && kept > 0 && !refused.startsWith("CreateOutcomeUnknownException")) {
            broken(Promise.LOST_JOB, url + " has the jobs " + made + ", but its creation ended with " + refused);
        }
    }

    // Deliveries

    /** The deliveries that were taken and not handled by now. */
    static List<String> unhandled(ServiceLog log, ClientHistory history) {
        Set<String> handled = history.handled().keySet();
        return log.deliveries.entrySet().stream()
                .filter(delivery -> delivery.getValue() && !handled.contains(delivery.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void deliveries() {
        if (plan.store().lasts() || history.life() == 1) {
            unhandled(log, history).forEach(id -> broken(Promise.NOT_HANDLED, id + " was taken, and not handled"));
        }
        boolean once = history.life() == 1
                && round.troubles().keySet().stream().noneMatch(Trouble::needsLimits)
                && plan.store() != RoundPlan.HookStore.UNTIL_HANDLED;
        history.handled().forEach((id, lives) -> {
            if (once && lives.size() > 1) {
                broken(Promise.HANDLED_TWICE, id + " was handled in the lives " + lives);
            }
        });
    }

    // What is left

    private void leftovers() throws IOException {
        if (!round.closedWell() || !history.isClosed()) {
            broken(Promise.PROGRAM_BROKEN, "The client did not end as it should");
        }
        for (String left : history.left()) {
            broken(left.contains(" left thread ") ? Promise.THREAD_LEFT : Promise.DESCRIPTOR_LEFT, left);
        }
        history.broken().forEach(line -> broken(Promise.PROGRAM_BROKEN, line));
        for (int life = 1; life <= history.life(); life++) {
            for (String line : lines(round.folder().resolve("client-" + life + ".log"))) {
                if (line.startsWith("java.lang.") && line.contains("Error")) {
                    broken(Promise.PROGRAM_BROKEN, line);
                }
            }
        }
        for (String name : List.of("client.err", "service.err")) {
            for (String line : lines(round.folder().resolve(name))) {
                if (line.contains("Exception in thread") || line.contains("Error:") || line.contains("Error ")) {
                    broken(Promise.PROGRAM_BROKEN, name + ": " + line);
                }
            }
        }
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file)
                ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .toList()
                : List.of();
    }

    private void files() throws IOException {
        Path files = round.disk().folder().resolve("files");
        for (int number : history.files("file")) {
            Path file = files.resolve("job-" + number + ".xlsx");
            try (ZipFile zip = new ZipFile(file.toFile())) {
                whole(zip);
            } catch (IOException e) {
                broken(Promise.FILE_WRONG, file + ": " + e);
            }
        }
        if (history.life() == 1 && Files.isDirectory(files)) {
            try (Stream<Path> all = Files.list(files)) {
                all.filter(one -> one.getFileName().toString().endsWith(".part"))
                        .forEach(one -> broken(Promise.FILE_LEFT, one.toString()));
            }
        }
    }

    private static void whole(ZipFile zip) throws IOException {
        for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
            CRC32 sum = new CRC32();
            sum.update(zip.getInputStream(entry).readAllBytes());
            if (sum.getValue() != entry.getCrc()) {
                throw new IOException(entry + " is not as it was");
            }
        }
    }

    // Secrets

    private void secrets() throws IOException {
        try (Stream<Path> all = Files.walk(round.folder())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                for (String secret : List.of(MockService.DEFAULT_TOKEN, ServiceProgram.SECRET, "eyJ")) {
                    int at = file.endsWith("service.log") || file.toString().contains("/files/")
                            ? -1
                            : text.indexOf(secret);
                    if (at >= 0) {
                        broken(
                                Promise.SECRET_TOLD,
                                "A secret is in " + file + ": " + text.substring(Math.max(0, at - 80), at) + "…");
                    }
                }
            }
        }
    }
}
