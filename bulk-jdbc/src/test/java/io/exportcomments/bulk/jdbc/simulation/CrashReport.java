package io.exportcomments.bulk.jdbc.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What workers went through in virtual time, and what was wrong afterwards, for people. */
final class CrashReport {
    private final Map<String, Row> rows = new TreeMap<>();

    private static final class Row {
        private int runs;
        private int kills;
        private int stops;
        private int jobs;
        private int batches;
        private int wrong;
    }

    /** Notes a run, and how much was wrong with it. */
    void run(String what, BulkSimulation simulation, int faults) {
        Row row = rows.computeIfAbsent(what, none -> new Row());
        row.runs++;
        row.kills += simulation.kills;
        row.stops += simulation.stops;
        row.jobs += simulation.service.all().size();
        row.batches += simulation.service.batches.size();
        row.wrong += faults == 0 ? 0 : 1;
    }

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "# Workers that crash, in virtual time",
                "",
                "| workers | runs | kills | stops | jobs | batches of the service | runs with something wrong |",
                "|---|---:|---:|---:|---:|---:|---:|"));
        rows.forEach((what, row) -> lines.add("| %s | %,d | %,d | %,d | %,d | %,d | %,d |"
                .formatted(what, row.runs, row.kills, row.stops, row.jobs, row.batches, row.wrong)));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
    }
}
