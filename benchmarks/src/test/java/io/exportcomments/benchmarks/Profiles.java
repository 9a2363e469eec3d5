package io.exportcomments.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes docs/performance-profiles.md: of each row in which ours takes more than another, whose code takes the time, on
 * which threads. Each side is profiled in a JVM of its own.
 */
public final class Profiles {
    /** Less than this share of a side is not shown. */
    private static final double LEAST = 0.02;

    private static final Map<Row, List<String>> SIDES = sides();

    private static final String HEAD = """
            # Where the time goes

            Of each row of [the table](performance.md) in which ours takes more CPU time than another: whose code takes it, on
            which threads, in microseconds for each operation. The JDK's flight recorder looks each 10 ms at what Java code runs,
            for 24 s; what the operating system does for a thread is shared out as its Java code is. The JDK works for whoever calls
            it. What takes less than 2 % of a side is left out. A run writes this page:

            ```sh
            mvn -Pbenchmarks -Dmeasure=Profiles -DskipTests -pl benchmarks -am verify                  # all rows
            mvn -Pbenchmarks -Dmeasure=Profiles -DskipTests -pl benchmarks -am verify -Drow=read-rows  # one
            ```

            What stands in the way is said [there](performance.md).

            """;
    private static final String COLUMNS = """
            | row | by | thread | code | CPU, µs | share | date |
            |---|---|---|---|---|---|---|
            """;

    private Profiles() {}

    private static Map<Row, List<String>> sides() {
        Map<Row, List<String>> sides = new LinkedHashMap<>();
        sides.put(Row.DECODE_PAGE, List.of(Comparison.OURS, "Moshi, by hand"));
        sides.put(Row.READ_ROWS, List.of(Comparison.OURS, "Jackson databind", "Moshi"));
        sides.put(Row.VERTX_CALL, List.of(Comparison.OURS, VertxCalls.BARE, VertxCalls.HANDED_OVER));
        sides.put(Row.VERTX_CALLS, List.of(Comparison.OURS, VertxCalls.BARE, VertxCalls.HANDED_OVER));
        sides.put(Row.PUSHED_EVENTS, List.of(Comparison.OURS, "centrifuge-java, and Moshi by hand"));
        sides.put(Row.RECEIVED_WEBHOOK, List.of(Comparison.OURS, "by hand"));
        sides.put(Row.POSTED_TO_VERTX, List.of(Comparison.OURS, "the same, its work handed to a thread"));
        return sides;
    }

    /** Takes the name of a row or {@code all}, and the page of the table, beside which this one is. */
    public static void main(String[] args) throws Exception {
        Path page = Path.of(args[1]).resolveSibling("performance-profiles.md");
        Map<String, List<String>> lines = Files.exists(page) ? linesOf(Files.readString(page)) : new TreeMap<>();
        for (Map.Entry<Row, List<String>> row : SIDES.entrySet()) {
            if (args[0].equals("all") || args[0].equals(row.getKey().key())) {
                List<String> own = new ArrayList<>();
                for (String side : row.getValue()) {
                    own.addAll(table(row.getKey().key(), side, profile(row.getKey(), side)));
                }
                lines.put(row.getKey().key(), own);
                Files.writeString(page, text(lines));
            }
        }
    }

    private static List<String> profile(Row row, String side) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Profile.class.getName(),
                        row.key(),
                        side)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("The profile of " + row.key() + " by " + side + " ended badly: " + said);
        }
        return said.lines().filter(line -> line.split("\t", -1).length == 3).toList();
    }

    /** A side's lines, the largest first. */
    static List<String> table(String row, String side, List<String> profile) {
        List<String[]> parts =
                profile.stream().map(line -> line.split("\t", -1)).toList();
        double all = parts.stream().mapToDouble(Profiles::micros).sum();
        return parts.stream()
                .filter(part -> micros(part) >= LEAST * all)
                .sorted(Comparator.comparingDouble(Profiles::micros).reversed())
                .map(part -> String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | %s | %.2f | %.0f %% | %s |",
                        row,
                        side,
                        part[0],
                        part[1],
                        micros(part),
                        100 * micros(part) / all,
                        LocalDate.now(ZoneOffset.UTC)))
                .toList();
    }

    private static double micros(String[] part) {
        return Double.parseDouble(part[2]);
    }

    private static Map<String, List<String>> linesOf(String page) {
        Map<String, List<String>> lines = new TreeMap<>();
        page.lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| row |"))
                .forEach(line -> lines.computeIfAbsent(line.split(" \\| ")[0].substring(2), row -> new ArrayList<>())
                        .add(line));
        return lines;
    }

    private static String text(Map<String, List<String>> lines) {
        StringBuilder text =
                new StringBuilder(HEAD).append(Machine.text()).append("\n\n").append(COLUMNS);
        lines.values().forEach(own -> own.forEach(line -> text.append(line).append('\n')));
        return text.toString();
    }
}
