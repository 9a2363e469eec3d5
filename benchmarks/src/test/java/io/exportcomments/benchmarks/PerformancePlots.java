package io.exportcomments.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Draws each row over the commits that measured something. */
public final class PerformancePlots {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 300;
    private static final int MARGIN = 50;
    private static final int LEGEND = 18;
    private static final List<String> COLOURS =
            List.of("#0b62a4", "#c0392b", "#2e8b57", "#8e44ad", "#b8860b", "#16818a", "#555555", "#d35400");

    private PerformancePlots() {}

    /** Takes the clone, and the folder to write to. */
    public static void main(String[] args) throws IOException, InterruptedException {
        PerformanceHistory history = PerformanceHistory.of(Path.of(args[0]));
        Path folder = Files.createDirectories(Path.of(args[1]));
        StringBuilder index = new StringBuilder("<!doctype html><meta charset=\"utf-8\"><title>Performance</title>\n");
        for (String row : history.rows().keySet()) {
            Files.writeString(folder.resolve(row + ".svg"), svg(row, history));
            index.append("<p><img src=\"")
                    .append(row)
                    .append(".svg\" alt=\"")
                    .append(row)
                    .append("\">\n");
        }
        Files.writeString(folder.resolve("index.html"), index.toString());
        System.out.println(folder.resolve("index.html"));
    }

    /** Curves from the first commit to the last; a figure stands for as long as nobody measured it anew. */
    static String svg(String row, PerformanceHistory history) {
        List<PerformanceHistory.Curve> curves = history.rows().get(row);
        double most = curves.stream()
                .flatMap(curve -> curve.ratios().stream())
                .mapToDouble(Double::doubleValue)
                .filter(ratio -> !Double.isNaN(ratio))
                .max()
                .orElse(1);
        double top = Math.max(1.2, most);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n",
                WIDTH + 2 * MARGIN,
                HEIGHT + 2 * MARGIN + LEGEND * curves.size()));
        text(svg, MARGIN, MARGIN - 20, "#000", row + ": ours, in times of the others, by commit");
        level(svg, 0, top);
        level(svg, 1, top);
        level(svg, top, top);
        commits(svg, history.commits());
        for (int i = 0; i < curves.size(); i++) {
            curve(svg, curves.get(i), i, top);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void level(StringBuilder svg, double ratio, double top) {
        double y = y(ratio, top);
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#bbb\"/>%n",
                MARGIN,
                MARGIN + WIDTH,
                y,
                y));
        text(svg, 8, y + 4, "#000", String.format(Locale.ROOT, "%.2f", ratio));
    }

    private static void commits(StringBuilder svg, List<String> commits) {
        for (int i = 0; i < commits.size(); i++) {
            text(svg, x(i, commits.size()) - 22, HEIGHT + MARGIN + 16, "#666", commits.get(i));
        }
    }

    private static void curve(StringBuilder svg, PerformanceHistory.Curve curve, int number, double top) {
        String colour = COLOURS.get(number % COLOURS.size());
        StringBuilder points = new StringBuilder();
        List<Double> ratios = curve.ratios();
        for (int i = 0; i < ratios.size(); i++) {
            if (!ratios.get(i).isNaN()) {
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(i, ratios.size()), y(ratios.get(i), top)));
            }
        }
        String dashes = curve.name().startsWith("bytes") ? " stroke-dasharray=\"6 4\"" : "";
        svg.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"")
                .append(colour)
                .append('"')
                .append(dashes)
                .append(" points=\"")
                .append(points.toString().strip())
                .append("\"/>\n");
        text(svg, MARGIN, HEIGHT + 2 * MARGIN + LEGEND * number, colour, curve.name());
    }

    private static void text(StringBuilder svg, double x, double y, String colour, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s</text>%n",
                x,
                y,
                colour,
                text.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private static double x(int at, int count) {
        return MARGIN + (count == 1 ? WIDTH : (double) WIDTH * at / (count - 1));
    }

    private static double y(double ratio, double top) {
        return MARGIN + HEIGHT - HEIGHT * ratio / top;
    }
}
