package io.exportcomments.bulk.jdbc.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the runs were like, for people. */
final class ProcessReport {
    private final List<String> speeds = new ArrayList<>();
    private final List<String> runs = new ArrayList<>();
    private int wrong;

    void run(long seed, Troubles troubles, Duration took, int jobs, long refusals, List<String> faults) {
        wrong += faults.isEmpty() ? 0 : 1;
        runs.add("| %d | %d | %d | %d | %d | %d | %d | %d | %.1f s | %s |"
                .formatted(
                        seed,
                        troubles.count(Troubles.Kind.KILL),
                        troubles.count(Troubles.Kind.STOP),
                        troubles.count(Troubles.Kind.CUT),
                        troubles.count(Troubles.Kind.RESTART),
                        troubles.count(Troubles.Kind.ANSWER),
                        jobs,
                        refusals,
                        took.toMillis() / 1000.0,
                        faults.isEmpty() ? "all well" : String.join("; ", faults)));
    }

    void speed(String line) {
        speeds.add(line);
    }

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of("# Three workers on one PostgreSQL and one account", ""));
        lines.addAll(speeds);
        if (!runs.isEmpty()) {
            lines.add("%d runs, %d of them with something wrong.".formatted(runs.size(), wrong));
            lines.add("");
            lines.add("| seed | kills | stops | cuts | restarts | faults of answers | jobs | 429 | took | found |");
            lines.add("|---|---|---|---|---|---|---|---|---|---|");
            lines.addAll(runs);
        }
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
    }
}
