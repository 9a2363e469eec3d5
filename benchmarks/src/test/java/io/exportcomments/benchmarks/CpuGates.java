package io.exportcomments.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * How much CPU we may take beside another who does the same in the same run. Only what was measured while nothing else
 * kept a core busy is judged. The bounds are a tenth above the most that quiet machines of different makes have shown;
 * they go up for no other reason than such a machine, or another way of measuring.
 */
final class CpuGates {
    /** With more cores than this busy elsewhere, a figure is not judged. */
    static final double MOST_BUSY = 1;

    private static final List<Gate> GATES = List.of(
            new Gate("decode-job", "Jackson databind", 0.70),
            new Gate("decode-job", "Moshi, by hand", 1.86),
            new Gate("decode-page", "Jackson databind", 0.60),
            new Gate("decode-page", "Moshi, by hand", 1.62),
            new Gate("read-rows", "Moshi", 1.10),
            new Gate("retrofit-call", "Retrofit, execute()", 1.00),
            new Gate("retrofit-calls", "Retrofit, enqueue()", 1.10),
            new Gate("vertx-call", "Vert.x HttpClient", 1.39),
            new Gate("vertx-calls", "Vert.x HttpClient", 1.64),
            new Gate("guarded-call", "the client, Resilience4j and Micrometer by hand", 1.52),
            new Gate("pushed-events", "centrifuge-java, and Moshi by hand", 2.05),
            new Gate("kept-webhooks", "the store asked one by one", 0.50),
            new Gate("kept-in-postgresql", "the store asked one by one", 0.50),
            new Gate("posted-to-jdk", "the same, its work handed to a thread", 1.22),
            new Gate("posted-to-jetty", "the same, its work handed to a thread", 1.10),
            new Gate("posted-to-vertx", "the same, its work handed to a thread", 1.50),
            new Gate("received-webhook", "by hand", 1.43),
            new Gate("first-call", "Retrofit, execute()", 1.05),
            new Gate("download-by-retrofit", "curl", 1.00));

    private CpuGates() {}

    /** A bound: at most so many times what the other takes. */
    record Gate(String row, String other, double most) {}

    /** What is above its bound, in a sentence each; that something was not judged is printed. */
    static List<String> broken(List<PerformancePage.Line> measured) {
        return broken(GATES, measured);
    }

    static List<String> broken(List<Gate> gates, List<PerformancePage.Line> measured) {
        PerformancePage.Line ours = find(measured, Comparison.OURS);
        List<Gate> own =
                gates.stream().filter(gate -> gate.row().equals(ours.row())).toList();
        double busy =
                measured.stream().mapToDouble(PerformancePage.Line::load).max().orElseThrow();
        if (busy > MOST_BUSY && !own.isEmpty()) {
            System.out.printf(Locale.ROOT, "%s: not judged, as other work kept %.1f cores busy%n", ours.row(), busy);
            return List.of();
        }
        return own.stream()
                .filter(gate -> times(ours, find(measured, gate.other())) > gate.most())
                .map(gate -> String.format(
                        Locale.ROOT,
                        "%s: %.2f times the CPU of %s, where %.2f was reached",
                        gate.row(),
                        times(ours, find(measured, gate.other())),
                        gate.other(),
                        gate.most()))
                .toList();
    }

    /** Which bounds there are. */
    static List<Gate> all() {
        return GATES;
    }

    private static double times(PerformancePage.Line ours, PerformancePage.Line other) {
        return ours.nanos() / other.nanos();
    }

    private static PerformancePage.Line find(List<PerformancePage.Line> measured, String side) {
        return measured.stream()
                .filter(line -> line.side().equals(side))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Nobody measured " + side));
    }
}
