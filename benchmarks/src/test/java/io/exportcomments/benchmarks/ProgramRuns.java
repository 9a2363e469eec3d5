package io.exportcomments.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Runs the programs of a row by turns, so that what else the machine does falls on all alike; the median counts. */
final class ProgramRuns {
    private static final int RUNS = 11;

    private ProgramRuns() {}

    static List<PerformancePage.Line> lines(ProgramRow row) throws IOException, InterruptedException {
        double load = OtherWork.cores();
        Path folder = Files.createTempDirectory("benchmarks");
        try (CannedService service = new CannedService("done")) {
            Map<String, List<Meter.Use>> uses = uses(row, service.url(), folder);
            List<PerformancePage.Line> lines = new ArrayList<>();
            uses.forEach((side, all) -> lines.add(new PerformancePage.Line(
                    row.key(),
                    row.title(),
                    side,
                    median(all, Meter.Use::nanos),
                    Program.UNKNOWN,
                    median(all, Meter.Use::bytes),
                    load,
                    LocalDate.now(ZoneOffset.UTC))));
            return lines;
        } finally {
            delete(folder);
        }
    }

    private static Map<String, List<Meter.Use>> uses(ProgramRow row, URI service, Path folder)
            throws IOException, InterruptedException {
        Map<String, List<Meter.Use>> uses = new LinkedHashMap<>();
        for (int run = 0; run < RUNS; run++) {
            for (Map.Entry<String, Program> side : row.sides(service, folder).entrySet()) {
                uses.computeIfAbsent(side.getKey(), known -> new ArrayList<>())
                        .add(side.getValue().run());
            }
        }
        return uses;
    }

    private static long median(List<Meter.Use> uses, ToLongFunction<Meter.Use> figure) {
        return uses.stream()
                .mapToLong(figure)
                .sorted()
                .skip(uses.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
