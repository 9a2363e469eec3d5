package io.exportcomments.bulk.jdbc.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** How fast runs were, beside the shortest time that the plan allows, for people. */
final class SpeedReport {
    private final List<String> rows = new ArrayList<>();

    /** Notes a run; the share of the shortest time. */
    double note(String way, int urls, int workers, BulkSimulation simulation, Duration took, Duration best) {
        double share = (double) best.toMillis() / took.toMillis();
        String row = "| %s | %,d | %d | %d | %s | %s | %.1f %% | %d | %d |"
                .formatted(
                        way,
                        urls,
                        workers,
                        simulation.kills,
                        text(took),
                        text(best),
                        100 * share,
                        simulation.service.batches.size(),
                        simulation.service.refusals());
        rows.add(row);
        System.out.println(row);
        return share;
    }

    private static String text(Duration time) {
        Duration seconds = time.truncatedTo(ChronoUnit.SECONDS);
        return "%d:%02d:%02d".formatted(seconds.toHours(), seconds.toMinutesPart(), seconds.toSecondsPart());
    }

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "# Bulk exports on the Business plan in virtual time",
                "",
                "| way | URLs | workers | kills | took | optimum | share | batches | 429 |",
                "|---|---:|---:|---:|---:|---:|---:|---:|---:|"));
        lines.addAll(rows.stream().sorted().toList());
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
    }
}
