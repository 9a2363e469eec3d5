package io.exportcomments.benchmarks;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The page docs/performance.md, whose table has a line for each side of each row. Immutable. */
final class PerformancePage {
    private static final String HEAD = """
            # Performance

            What a piece of work costs on all threads of the client, beside the same work done without it. A run writes this page:

            ```sh
            mvn -Pbenchmarks -DskipTests -pl benchmarks -am verify                    # all rows
            mvn -Pbenchmarks -DskipTests -pl benchmarks -am verify -Drow=decode-job   # one
            ```

            The others do no more than they must: where it is not said otherwise their jobs keep links and times as text, and they
            check nothing. Jackson databind has them typed, as ours has; ours also checks that an answer is UTF-8, has no field
            twice, and is not too large or too deep, and makes links absolute.
            The sides of a row have three turns each (`-Drounds`), one after the other, of eight seconds after a warm-up of fifteen.
            Of each side the second counts that took least, as the same work takes half as much again in seconds in which its
            threads get in each other's way; they are not pinned to a core, as each side has threads of its own. The load is how
            many cores other work kept busy right before a turn. A run fails where a row takes more CPU, beside another, than
            `CpuGates` allows, unless other work took more than one core: then it says that it does not judge. Bytes repeat, and
            `ByteGatesTest` holds them in every build. Rows of before 2026-12 were measured on two cores of AMD EPYC, beside other
            work.

            The time elapsed is that of one operation from begin to end, so a burst's events a second are its reciprocal.
            `scripts/performance-plots` draws each row over the commits that measured it.

            ## What stands in the way of less

            [The profiles](performance-profiles.md) say whose code takes the time, and on which threads. What is promised, and the
            libraries that this one stands on, leave this:

            - **A page, a job**: three quarters of the time are Moshi's and Okio's, whose tokens cost more than Jackson's. The rest,
              which makes typed times, absolute links and guids, and checks, is what a decoder by hand leaves out that keeps texts.
            - **A row**: Moshi and Okio take three quarters, which alone is more than all that Jackson takes. JSON is Moshi's here,
              as a second library would be one more that each program has to keep up to date.
            - **A call on Vert.x**: ours is never decoded on an event loop, as what a program does with an answer may block; the
              other decodes there. With 32 calls in flight our loop takes half as long again over Vert.x's own code, though,
              which that does not explain yet.
            - **An event in a burst**: the realtime server's own client has protobuf in place of JSON around an event, and neither
              checks, orders nor merges. More than half of what ours takes is that, the rest is Moshi's and Okio's.
            - **A webhook's delivery**: its answer must not wait for its handler, whose thread takes two fifths of the time, and
              JSON a third. A handler by hand that hands its work over, too, is the one to be compared with. On Vert.x a
              delivery goes over a thread that may block before, as a store may.
            - **A file on Vert.x** is copied into the heap by Vert.x itself, piece by piece.
            - **A log, metrics and policies** make an event of each call for Resilience4j's breaker, once its states are heard of.

            To look for the field of a job that came next in the one before, in place of all, saves 4 % of a page and costs a text
            for each that is missing; so it is not done.

            PostgreSQL, whose disk is not waited for here, used to read its whole table where many keys were looked for at once,
            while it had no statistics of one that fills so fast: together took several times as long as one by one. So it is asked
            to insert without looking, and gets a statement for each key that is done, all in one exchange.

            ## Scale

            With 100,000 jobs watched on a socket, each takes 3.0 kB of heap, and an event about what it takes with one; of the
            thread that reads, 11 % goes into finding its job among so many guids. A list remembers the latest 10,000 guids that
            it has shown, 134 bytes each, so that a job that moves to a later page is passed over: its memory does not grow with
            the list. 2,000 jobs that are polled on Business, with half of its requests, are told of within 6.0 s on average,
            which `PollingPromisesTest` holds.

            """;
    private static final String COLUMNS = """
            | row | work | by | CPU, µs | bytes | CPU of ours, × | bytes of ours, × | load | date | elapsed, µs |
            |---|---|---|---|---|---|---|---|---|---|
            """;

    private final String machine;
    private final Map<String, List<String>> lines;

    /**
     * What one side of a row took for one operation.
     *
     * @param elapsed from begin to end; less than zero if nobody took it
     * @param bytes less than zero if nobody counts them
     * @param load how many cores other work kept busy right before it
     */
    record Line(
            String row,
            String title,
            String side,
            double nanos,
            double elapsed,
            double bytes,
            double load,
            LocalDate date) {}

    private PerformancePage(String machine, Map<String, List<String>> lines) {
        this.machine = machine;
        this.lines = lines;
    }

    static PerformancePage empty() {
        return new PerformancePage(Machine.text(), Map.of());
    }

    /** The page as it was written before; it is of this machine now. */
    static PerformancePage of(String text) {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        text.lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| row |"))
                .forEach(line -> lines.computeIfAbsent(line.split(" \\| ")[0].substring(2), row -> new ArrayList<>())
                        .add(line));
        return new PerformancePage(Machine.text(), lines);
    }

    /** The page with a row as it was measured now. */
    PerformancePage with(String row, List<Line> measured) {
        Line ours = measured.stream()
                .filter(line -> line.side().equals(Comparison.OURS))
                .findFirst()
                .orElseThrow();
        Map<String, List<String>> all = new TreeMap<>(lines);
        all.put(row, measured.stream().map(line -> text(line, ours)).toList());
        return new PerformancePage(machine, all);
    }

    private static String text(Line line, Line ours) {
        boolean own = line.equals(ours);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.2f | %s | %s | %s | %.1f | %s | %s |",
                line.row(),
                line.title(),
                line.side(),
                line.nanos() / 1_000,
                line.bytes() < 0 ? "" : String.format(Locale.ROOT, "%,.0f", line.bytes()),
                own ? "" : times(ours.nanos(), line.nanos()),
                own || line.bytes() < 0 ? "" : times(ours.bytes(), line.bytes()),
                line.load(),
                line.date(),
                line.elapsed() < 0 ? "" : String.format(Locale.ROOT, "%.2f", line.elapsed() / 1_000));
    }

    private static String times(double ours, double others) {
        return String.format(Locale.ROOT, "%.2f", ours / others);
    }

    String text() {
        StringBuilder text =
                new StringBuilder(HEAD).append(machine).append("\n\n").append(COLUMNS);
        lines.values().forEach(rows -> rows.forEach(line -> text.append(line).append('\n')));
        return text.toString();
    }
}
