package io.exportcomments.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What a soak's samples look like, and whether something grows. */
final class SoakGraph {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 160;
    private static final int MARGIN = 60;

    /** How much of the heap may come and go by chance. */
    private static final double HEAP_SLACK = 0.05;

    private static final int THREAD_SLACK = 2;

    private SoakGraph() {}

    /** What grew from the second quarter to the last; the first is for warming up. */
    static List<String> growth(List<SoakSample> samples) {
        List<SoakSample> second = samples.subList(samples.size() / 4, samples.size() / 2);
        List<SoakSample> last = samples.subList(samples.size() * 3 / 4, samples.size());
        List<String> grown = new ArrayList<>();
        double before = mean(second, SoakSample::heap);
        double after = mean(last, SoakSample::heap);
        if (after > before * (1 + HEAP_SLACK) + 1e6) {
            grown.add(String.format(Locale.ROOT, "the heap grew from %.1f to %.1f MB", before / 1e6, after / 1e6));
        }
        // Calls have threads that come and go: those count which are there at the quietest time.
        double threads = least(last) - least(second);
        if (threads > THREAD_SLACK) {
            grown.add(String.format(Locale.ROOT, "there were %.1f threads more at the end", threads));
        }
        return grown;
    }

    private static double least(List<SoakSample> samples) {
        return samples.stream().mapToDouble(SoakSample::threads).min().orElseThrow();
    }

    private static double mean(List<SoakSample> samples, ToDoubleFunction<SoakSample> value) {
        return samples.stream().mapToDouble(value).average().orElseThrow();
    }

    /** The least and the most after the warming up. */
    static String range(List<SoakSample> samples, ToDoubleFunction<SoakSample> value, String format) {
        List<SoakSample> warm = samples.subList(samples.size() / 4, samples.size());
        double least = warm.stream().mapToDouble(value).min().orElseThrow();
        double most = warm.stream().mapToDouble(value).max().orElseThrow();
        return String.format(Locale.ROOT, format + " to " + format, least, most);
    }

    /** A picture with a curve each for heap, threads, and what the client has open. */
    static String svg(String title, List<SoakSample> samples) {
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(Locale.ROOT, """
                        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
                        <rect width="100%%" height="100%%" fill="#fff"/>
                        <text x="%d" y="24" font-size="15">%s</text>
                        """, WIDTH + 2 * MARGIN, 3 * (HEIGHT + MARGIN) + MARGIN, MARGIN, title));
        panel(svg, 0, "heap after a collection, MB", samples, sample -> sample.heap() / 1e6);
        panel(svg, 1, "threads", samples, SoakSample::threads);
        panel(svg, 2, "timers, sockets and exchanges of the client", samples, SoakSample::open);
        return svg.append("</svg>\n").toString();
    }

    private static void panel(
            StringBuilder svg, int number, String name, List<SoakSample> samples, ToDoubleFunction<SoakSample> value) {
        int top = MARGIN + number * (HEIGHT + MARGIN);
        int bottom = top + HEIGHT;
        double most = Math.max(1, samples.stream().mapToDouble(value).max().orElseThrow());
        double end = samples.get(samples.size() - 1).at().toMillis();
        StringBuilder points = new StringBuilder();
        for (SoakSample sample : samples) {
            points.append(String.format(
                    Locale.ROOT,
                    "%.1f,%.1f ",
                    MARGIN + WIDTH * sample.at().toMillis() / end,
                    bottom - HEIGHT * value.applyAsDouble(sample) / most));
        }
        svg.append(String.format(
                Locale.ROOT,
                """
                        <text x="%1$d" y="%2$d">%3$s</text>
                        <path d="M%1$d %4$dV%5$dH%6$d" fill="none" stroke="#999"/>
                        <text x="%7$d" y="%8$d" text-anchor="end">%9$,.0f</text>
                        <text x="%7$d" y="%5$d" text-anchor="end">0</text>
                        <text x="%6$d" y="%10$d" text-anchor="end">%11$s</text>
                        <polyline points="%12$s" fill="none" stroke="#06c" stroke-width="1.5"/>
                        """,
                MARGIN,
                top - 8,
                name,
                top,
                bottom,
                MARGIN + WIDTH,
                MARGIN - 6,
                top + 10,
                most,
                bottom + 18,
                samples.get(samples.size() - 1).at(),
                points.toString().strip()));
    }
}
