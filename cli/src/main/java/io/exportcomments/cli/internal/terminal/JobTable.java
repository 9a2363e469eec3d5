package io.exportcomments.cli.internal.terminal;

import io.exportcomments.job.Job;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Jobs as a table, printed as they come: columns of a fixed width, the URL last and whole, so that it can be copied.
 */
public final class JobTable {
    private static final String ROW = "%-36s  %s%s  %15s  %-10s  %-16s  %s";
    private static final int STATUS_WIDTH = 8;

    private final boolean coloured;
    private final Consumer<String> lines;
    private boolean begun;

    /** A table whose lines go there. */
    public JobTable(boolean coloured, Consumer<String> lines) {
        this.coloured = coloured;
        this.lines = lines;
    }

    /** Adds a row; before the first one goes the heading. */
    public void add(Job job) {
        if (!begun) {
            begun = true;
            String heading = String.format(
                    Locale.ROOT, ROW, "GUID", "STATUS", padding("STATUS"), "EXPORTED", "PLATFORM", "CREATED", "URL");
            lines.accept(Style.BOLD.on(coloured, heading));
        }
        lines.accept(String.format(
                Locale.ROOT,
                ROW,
                job.guid(),
                JobText.status(job, coloured),
                padding(job.wireStatus()),
                job.progress().map(JobText::count).orElse("-"),
                JobText.printable(job.platform().orElse("-")),
                job.createdAt().map(JobText::minutes).orElse("-"),
                JobText.printable(job.url().orElse("-"))));
    }

    private static String padding(String status) {
        return " ".repeat(Math.max(0, STATUS_WIDTH - status.length()));
    }

    /** Whether there is no row. */
    public boolean isEmpty() {
        return !begun;
    }
}
