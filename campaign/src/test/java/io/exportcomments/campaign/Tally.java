package io.exportcomments.campaign;

import io.exportcomments.campaign.Schedule.Ear;
import io.exportcomments.campaign.Schedule.Sources;
import io.exportcomments.job.JobStatus;
import io.exportcomments.mock.journal.JournalEntry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts what schedules met. Thread-safe. */
final class Tally {
    private final Map<FaultKind, Integer> faults = new EnumMap<>(FaultKind.class);
    private final Map<Sources, Integer> sources = new EnumMap<>(Sources.class);
    private final Map<Ear, Integer> ears = new EnumMap<>(Ear.class);
    private final Map<String, Integer> ends = new TreeMap<>();
    private final Map<String, Integer> settings = new TreeMap<>();
    private int schedules;
    private int broken;
    private long jobs;
    private long requests;
    private long updates;
    private Duration time = Duration.ZERO;

    synchronized void add(Verdict verdict) {
        Run run = verdict.run();
        schedules++;
        broken += verdict.isBroken() ? 1 : 0;
        jobs += run.world.jobs().all().size();
        requests += run.world.service().journal().entries().stream()
                .filter(JournalEntry::ended)
                .count();
        time = time.plus(run.world.elapsed());
        run.trouble.met().forEach(kind -> faults.merge(kind, 1, Integer::sum));
        Schedule.Setting setting = verdict.schedule().setting();
        sources.merge(setting.sources(), 1, Integer::sum);
        count(settings, setting.policies() ? "with policies" : "without policies");
        count(settings, "plan " + setting.plan().name());
        count(settings, run.closedEarly ? "closed in the middle of all" : "closed when all was over");
        count(settings, setting.threads() ? "a thread for each callback" : "callbacks on one thread");
        if (setting.sources().has(Sources.WEBHOOK)) {
            count(settings, "webhook store " + setting.store().name().toLowerCase(Locale.ROOT));
        }
        run.listeners.forEach(this::add);
        run.creations.values().forEach(creation -> count(ends, ending(creation)));
    }

    private static String ending(Run.Creation creation) {
        if (!creation.outcome().isDone()) {
            return "creation without an end";
        }
        return creation.outcome().isCompletedExceptionally() ? "creation that failed" : "creation that gave a job";
    }

    private void add(Listener listener) {
        updates += listener.updates.size();
        ears.merge(listener.ear(), 1, Integer::sum);
        JobStatus end = listener.end();
        if (end != null) {
            count(ends, "watch that heard " + end.name().toLowerCase(Locale.ROOT));
        } else if (listener.callsAtCancel >= 0) {
            count(ends, "watch that was cancelled");
        } else if (listener.threw) {
            count(ends, "watch whose listener threw");
        } else if (!listener.errors.isEmpty()) {
            count(
                    ends,
                    "watch that heard "
                            + Listener.unwrapped(listener.errors.get(0))
                                    .getClass()
                                    .getSimpleName());
        }
    }

    private static void count(Map<String, Integer> map, String what) {
        map.merge(what, 1, Integer::sum);
    }

    synchronized int broken() {
        return broken;
    }

    /** A page for people. */
    synchronized String page(String command, Duration real) {
        StringBuilder page = new StringBuilder("# The campaign\n\n");
        page.append(String.format(
                Locale.ROOT,
                "%,d schedules in %,d s, %,d of them broken: %,d jobs, %,d requests, %,d updates, %,d hours of virtual time.%n%n",
                schedules,
                real.toSeconds(),
                broken,
                jobs,
                requests,
                updates,
                time.toHours()));
        page.append("Played again by `").append(command).append("`.\n\n");
        table(page, "Fault", "Schedules that met it", faults);
        table(page, "Sources, the preferred one first", "Schedules", sources);
        table(page, "Setting", "Schedules", settings);
        table(page, "Listener", "Watches", ears);
        table(page, "End", "Times", ends);
        return page.toString();
    }

    private static void table(StringBuilder page, String what, String count, Map<?, Integer> rows) {
        page.append("| ").append(what).append(" | ").append(count).append(" |\n|---|---:|\n");
        rows.forEach((name, times) -> page.append("| ")
                .append(name.toString().toLowerCase(Locale.ROOT).replace('_', ' '))
                .append(" | ")
                .append(String.format(Locale.ROOT, "%,d", times))
                .append(" |\n"));
        page.append('\n');
    }
}
