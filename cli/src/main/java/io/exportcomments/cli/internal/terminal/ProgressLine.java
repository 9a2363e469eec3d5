package io.exportcomments.cli.internal.terminal;

import io.exportcomments.job.JobProgress;
import io.exportcomments.job.JobUpdate;
import java.time.Duration;
import java.util.Locale;

/** The words of the one line that is rewritten on a terminal. */
final class ProgressLine {
    private static final int WIDEST_BAR = 30;
    private static final int NARROWEST_BAR = 6;

    private final int columns;
    private final boolean coloured;
    private final String full;
    private final String empty;

    ProgressLine(int columns, boolean coloured, boolean unicode) {
        this.columns = columns;
        this.coloured = coloured;
        this.full = unicode ? "━" : "#";
        this.empty = unicode ? (coloured ? "━" : "─") : ".";
    }

    /** The line for an update and the source in use, at most as wide as the terminal. */
    String of(JobUpdate update, String source, Duration elapsed) {
        String status = JobText.status(update.job(), false);
        String tail = JobText.clock(elapsed) + "  " + source;
        if (update.progress().isEmpty()) {
            return fitted(status + "  " + tail, status, update);
        }
        JobProgress progress = update.progress().get();
        String numbers = JobText.count(progress);
        if (progress.fraction().isEmpty()) {
            return fitted(status + "  " + numbers + "  " + tail, status, update);
        }
        String share =
                String.format(Locale.ROOT, "%4s", JobText.percent(progress).orElse(""));
        String text = status + "  " + share + "  " + numbers + "  " + tail;
        int width = Math.min(WIDEST_BAR, columns - 1 - text.length() - 2);
        if (width < NARROWEST_BAR) {
            return fitted(text, status, update);
        }
        String bar = bar(progress.fraction().getAsDouble(), width);
        return coloured(status, update) + "  " + bar + text.substring(status.length() + 1);
    }

    private String fitted(String text, String status, JobUpdate update) {
        String cut = text.substring(0, Math.min(text.length(), columns - 1));
        return cut.startsWith(status) ? coloured(status, update) + cut.substring(status.length()) : cut;
    }

    private String coloured(String status, JobUpdate update) {
        return Style.of(update.status()).on(coloured, status);
    }

    private String bar(double fraction, int width) {
        int filled = (int) Math.floor(fraction * width);
        return Style.CYAN.on(coloured, full.repeat(filled)) + Style.DIM.on(coloured, empty.repeat(width - filled));
    }
}
