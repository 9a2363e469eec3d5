package io.exportcomments.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures one row, or all, and writes them into the page; rows that were not measured stay as they were. Ends with 1
 * if one takes more CPU than {@link CpuGates} allows.
 */
public final class Benchmarks {
    private static final int WARM_UPS = 5;
    private static final int ITERATIONS = 8;

    private Benchmarks() {}

    /** Takes the name of a row or {@code all}, the page, and how often each side has its turn. */
    public static void main(String[] args) throws Exception {
        int rounds = Integer.parseInt(args[2]);
        List<ProgramRow> programs = args[0].equals("all")
                ? List.of(ProgramRow.values())
                : ProgramRow.of(args[0]).stream().toList();
        List<Row> rows = args[0].equals("all") ? List.of(Row.values()) : row(args[0], programs);
        Path file = Path.of(args[1]);
        PerformancePage page =
                Files.exists(file) ? PerformancePage.of(Files.readString(file)) : PerformancePage.empty();
        List<String> broken = new ArrayList<>();
        for (Row row : rows) {
            page = written(page, row.key(), lines(row, rounds), file, broken);
        }
        for (ProgramRow row : programs) {
            page = written(page, row.key(), ProgramRuns.lines(row), file, broken);
        }
        if (!broken.isEmpty()) {
            broken.forEach(System.err::println);
            System.exit(1);
        }
    }

    private static PerformancePage written(
            PerformancePage page, String row, List<PerformancePage.Line> lines, Path file, List<String> broken)
            throws IOException {
        PerformancePage next = page.with(row, lines);
        Files.writeString(file, next.text());
        broken.addAll(CpuGates.broken(lines));
        return next;
    }

    private static List<Row> row(String key, List<ProgramRow> programs) {
        return programs.isEmpty() ? List.of(Row.of(key)) : List.of();
    }

    /** The sides have their turns one after the other; of each the turn counts that took least. */
    private static List<PerformancePage.Line> lines(Row row, int rounds) throws Exception {
        Set<String> sides;
        int operations;
        try (Comparison comparison = row.begin()) {
            sides = new TreeSet<>(comparison.sides().keySet());
            operations = comparison.operations();
        }
        Map<String, PerformancePage.Line> least = new TreeMap<>();
        for (int round = 0; round < rounds; round++) {
            for (String side : sides) {
                least.merge(side, line(row, side, operations), Benchmarks::less);
            }
        }
        return List.copyOf(least.values());
    }

    private static PerformancePage.Line less(PerformancePage.Line one, PerformancePage.Line other) {
        return other.nanos() < one.nanos() ? other : one;
    }

    private static PerformancePage.Line line(Row row, String side, int operations)
            throws RunnerException, InterruptedException {
        double load = OtherWork.cores();
        RunResult result = run(row, side);
        return new PerformancePage.Line(
                row.key(),
                row.title(),
                side,
                figure(result, UseProfiler.NANOS) / operations,
                elapsed(row, result) / operations,
                figure(result, UseProfiler.BYTES) / operations,
                load,
                LocalDate.now(ZoneOffset.UTC));
    }

    private static double elapsed(Row row, RunResult result) {
        Result<?> elapsed = result.getPrimaryResult();
        if (row.isTimedEach()) {
            return elapsed.getStatistics().getPercentile(50);
        }
        double watched = figure(result, UseProfiler.ELAPSED);
        return watched > 0 ? watched : elapsed.getStatistics().getMin();
    }

    private static double figure(RunResult result, String name) {
        return result.getAggregatedResult().getSecondaryResults().get(name).getScore();
    }

    private static RunResult run(Row row, String side) throws RunnerException {
        Options options = new OptionsBuilder()
                .include(RowBenchmark.class.getName())
                .param("row", row.key())
                .param("side", side)
                .addProfiler(UseProfiler.class)
                .forks(1)
                .mode(row.isTimedEach() ? Mode.SampleTime : Mode.AverageTime)
                .jvmArgs("-Xmx1g")
                .warmupIterations(WARM_UPS)
                .warmupTime(TimeValue.seconds(3))
                .measurementIterations(ITERATIONS)
                .measurementTime(TimeValue.seconds(1))
                .build();
        return new Runner(options).runSingle();
    }
}
