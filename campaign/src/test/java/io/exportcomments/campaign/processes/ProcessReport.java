package io.exportcomments.campaign.processes;

import io.exportcomments.campaign.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts what rounds met. Safe for use by many threads. */
final class ProcessReport {
    private final Map<Trouble, Integer> troubles = new EnumMap<>(Trouble.class);
    private final Map<String, Integer> settings = new TreeMap<>();
    private final Map<String, Integer> ends = new TreeMap<>();
    private final List<String> broken = new ArrayList<>();
    private int rounds;
    private int watches;
    private int updates;
    private int requests;
    private int clients;
    private int services;
    private int deliveries;
    private int files;

    synchronized void add(Round round) throws IOException {
        rounds++;
        round.troubles().forEach((trouble, times) -> troubles.merge(trouble, times, Integer::sum));
        RoundPlan plan = round.plan();
        settings.merge("sources " + plan.sources(), 1, Integer::sum);
        settings.merge(plan.vertx() ? "on Vert.x" : "on Retrofit", 1, Integer::sum);
        settings.merge(plan.policies() ? "with policies" : "without policies", 1, Integer::sum);
        if (round.hooks() != null) {
            settings.merge("deliveries in " + plan.store(), 1, Integer::sum);
        }
        ServiceLog log = ServiceLog.read(round.folder().resolve("service.log"));
        requests += log.requests;
        deliveries += log.deliveries.size();
        clients += round.history().life();
        services += round.serviceLives();
        updates += round.history().updates();
        files += round.history().files("file").size();
        round.history().watches().values().forEach(lives -> {
            watches += lives.size();
            lives.forEach(watch -> ends.merge(end(watch), 1, Integer::sum));
        });
        round.history().creations().values().forEach(creation -> ends.merge(end(creation), 1, Integer::sum));
        ends.merge("file that could not be had", round.history().files("nofile").size(), Integer::sum);
        for (Violation violation : round.violations()) {
            broken.add("seed " + plan.seed() + ": " + violation.promise() + ": " + violation.how() + " ("
                    + round.folder() + ")");
        }
        if (round.violations().isEmpty()) {
            forget(round);
        }
    }

    /** Of a round in which all was well, nobody looks at the files. */
    private static void forget(Round round) throws IOException {
        try (java.util.stream.Stream<java.nio.file.Path> all = Files.walk(round.folder())) {
            for (java.nio.file.Path file :
                    all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                if (!Files.isDirectory(file) && !file.endsWith("timeline")) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String end(ClientHistory.Creation creation) {
        String refused = creation.refused;
        return refused == null ? "creation that gave a job" : "creation that failed by " + refused.split(" ", 2)[0];
    }

    private static String end(ClientHistory.Watched watch) {
        if (!watch.errors.isEmpty()) {
            return "watch that heard " + watch.errors.get(0).split(" ", 2)[0];
        }
        if (!watch.awaited.isEmpty()) {
            return "end awaited: " + watch.awaited.split(" ", 2)[0].toLowerCase(Locale.ROOT);
        }
        if (watch.leftAt > 0) {
            return "watch that was left";
        }
        return watch.completions > 0 ? "watch that heard its end" : "watch whose program was killed";
    }

    synchronized void failed(String what) {
        broken.add(what);
    }

    synchronized int broken() {
        return broken.size();
    }

    synchronized String page(String command, Duration took) {
        StringBuilder page = new StringBuilder("# The campaign over real processes\n\n");
        page.append(String.format(
                Locale.ROOT,
                "%,d rounds in %,d s, %,d flagged: %,d clients and %,d services were started; %,d watches, %,d updates,"
                        + " %,d requests, %,d deliveries, %,d files.%n%nPlayed by `%s`.%n%n",
                rounds,
                took.toSeconds(),
                broken.size(),
                clients,
                services,
                watches,
                updates,
                requests,
                deliveries,
                files,
                command));
        table(page, "Trouble", troubles);
        table(page, "Setting", settings);
        table(page, "End", ends);
        broken.forEach(one -> page.append("- BROKEN ").append(one).append('\n'));
        return page.toString();
    }

    private static void table(StringBuilder page, String what, Map<?, Integer> rows) {
        page.append("| ").append(what).append(" | Times |\n|---|---:|\n");
        rows.forEach((name, times) -> page.append(
                String.format(Locale.ROOT, "| %s | %,d |%n", name.toString().replace('_', ' '), times)));
        page.append('\n');
    }
}
