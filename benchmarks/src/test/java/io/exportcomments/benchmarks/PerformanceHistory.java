package io.exportcomments.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the page said in each commit that changed it, oldest first. Immutable. */
record PerformanceHistory(List<String> commits, Map<String, List<Curve>> rows) {
    /** How many times that of another ours took in each commit; not a number where there was no such figure. */
    record Curve(String name, List<Double> ratios) {}

    private static final String PAGE = "docs/performance.md";
    private static final int SIDE = 3;
    private static final int COLUMNS = 8;

    /** The ratios of a line, and which column has them. */
    private static final Map<String, Integer> RATIOS = Map.of("CPU", 6, "bytes", 7);

    /** The history of a clone; git has to be there. */
    static PerformanceHistory of(Path repository) throws IOException, InterruptedException {
        List<String> commits = git(repository, "log", "--reverse", "--format=%h", "--", PAGE)
                .lines()
                .toList();
        List<String> pages = new ArrayList<>();
        for (String commit : commits) {
            pages.add(git(repository, "show", commit + ":" + PAGE));
        }
        return of(commits, pages);
    }

    static PerformanceHistory of(List<String> commits, List<String> pages) {
        Map<String, Map<String, List<Double>>> rows = new TreeMap<>();
        for (int i = 0; i < pages.size(); i++) {
            for (String line : pages.get(i).lines().toList()) {
                read(line, i, pages.size(), rows);
            }
        }
        Map<String, List<Curve>> curves = new TreeMap<>();
        rows.forEach((row, sides) -> curves.put(
                row,
                sides.entrySet().stream()
                        .map(side -> new Curve(side.getKey(), List.copyOf(side.getValue())))
                        .toList()));
        return new PerformanceHistory(commits, curves);
    }

    private static void read(String line, int at, int count, Map<String, Map<String, List<Double>>> rows) {
        String[] cells = Stream.of(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
        if (!line.startsWith("| ") || cells.length <= COLUMNS || cells[1].equals("row")) {
            return;
        }
        RATIOS.forEach((what, column) -> {
            if (!cells[column].isEmpty()) {
                Map<String, List<Double>> sides = rows.computeIfAbsent(cells[1], row -> new TreeMap<>());
                sides.computeIfAbsent(
                                what + ", of " + cells[SIDE],
                                side -> new ArrayList<>(Collections.nCopies(count, Double.NaN)))
                        .set(at, Double.parseDouble(cells[column]));
            }
        });
    }

    private static String git(Path repository, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("This failed: " + String.join(" ", command));
        }
        return said;
    }
}
