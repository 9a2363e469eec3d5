package io.exportcomments.cli.internal.terminal;

import io.exportcomments.cli.internal.batch.ReportEntry;
import io.exportcomments.cli.internal.batch.ReportStatus;
import io.exportcomments.job.JobUpdate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows the progress of many exports: on a terminal a table that is redrawn, elsewhere a line for each change, for
 * scripts a line of JSON for each export that is over. Thread-safe; whoever creates it closes it.
 */
public final class BatchProgress implements AutoCloseable {
    private static final int MOST_ROWS = 12;
    private static final int REWRITE_MILLIS = 250;

    private final Terminal terminal;
    private final OutputMode mode;
    private final boolean live;
    private final ElapsedTime elapsed;
    private final Map<String, ReportEntry> entries = new LinkedHashMap<>();
    private final Map<String, JobUpdate> newest = new LinkedHashMap<>();
    private final Supplier<Optional<String>> waitingFor;
    private final @Nullable ScheduledExecutorService clock;
    private boolean closed;

    /**
     * Progress of these exports, starting from their present status.
     *
     * @param waitingFor which limit of the plan creations wait for, in words
     */
    public BatchProgress(
            Terminal terminal, OutputMode mode, List<ReportEntry> all, Supplier<Optional<String>> waitingFor) {
        this(terminal, mode, all, waitingFor, new ElapsedTime(System::nanoTime));
    }

    BatchProgress(
            Terminal terminal,
            OutputMode mode,
            List<ReportEntry> all,
            Supplier<Optional<String>> waitingFor,
            ElapsedTime elapsed) {
        this.elapsed = elapsed;
        this.waitingFor = waitingFor;
        this.terminal = terminal;
        this.mode = mode;
        this.live = mode == OutputMode.HUMAN && terminal.showsRemarks();
        all.forEach(entry -> entries.put(entry.url(), entry));
        this.clock = live ? clock() : null;
    }

    private ScheduledExecutorService clock() {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "exportcomments-progress");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleAtFixedRate(this::show, 0, REWRITE_MILLIS, TimeUnit.MILLISECONDS);
        return timer;
    }

    /** An export changed its status. */
    public synchronized void changed(ReportEntry entry) {
        entries.put(entry.url(), entry);
        if (entry.status().isOver()) {
            newest.remove(entry.url());
        }
        if (closed || (entry.status() == ReportStatus.SENDING && entry.note().isEmpty())) {
            return;
        }
        if (mode == OutputMode.JSON && (entry.status().isOver() || entry.status() == ReportStatus.SENDING)) {
            terminal.result(json(entry));
        } else if (mode == OutputMode.HUMAN && !live) {
            terminal.remark(line(entry));
        }
    }

    /** The job of an export was updated. */
    public synchronized void updated(String url, JobUpdate update) {
        newest.put(url, update);
    }

    /** Creations start to wait for a limit of the plan, for minutes. */
    public synchronized void waiting(String limit) {
        if (!closed && mode == OutputMode.HUMAN && !live) {
            terminal.remark(begin() + "the plan's limit of " + limit + " is reached; waiting until it allows more");
        }
    }

    private String begin() {
        return JobText.clock(elapsed.duration()) + " [" + over() + "/" + entries.size() + "] ";
    }

    private String line(ReportEntry entry) {
        String job = entry.job().map(guid -> " " + guid).orElse("");
        String note = entry.note().isEmpty() ? "" : " (" + JobText.printable(entry.note()) + ")";
        return begin() + entry.status().word() + job + " " + JobText.printable(entry.url()) + note;
    }

    private static String json(ReportEntry entry) {
        return JsonLine.of("export")
                .put("url", entry.url())
                .put("guid", entry.job())
                .put("standing", entry.status().word())
                .put("note", entry.note().isEmpty() ? null : entry.note())
                .toString();
    }

    private long over() {
        return entries.values().stream().filter(e -> e.status().isOver()).count();
    }

    synchronized void show() {
        if (live && !closed) {
            terminal.repaint(table());
        }
    }

    private List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add(cut(summary() + "  " + JobText.clock(elapsed.duration())));
        entries.values().stream()
                .filter(e -> e.status() == ReportStatus.CREATED || e.status() == ReportStatus.SENDING)
                .limit(MOST_ROWS)
                .forEach(e -> lines.add(cut(row(e))));
        waiting().ifPresent(line -> lines.add(cut(line)));
        return lines;
    }

    /** What goes next and why not yet, where nothing is being sent. */
    private Optional<String> waiting() {
        if (entries.values().stream().anyMatch(e -> e.status() == ReportStatus.SENDING)) {
            return Optional.empty();
        }
        return waitingFor
                .get()
                .flatMap(limit -> entries.values().stream()
                        .filter(e -> e.status() == ReportStatus.WAITING)
                        .findFirst()
                        .map(e -> row("next", "plan: " + limit, e)));
    }

    private String row(ReportEntry entry) {
        Optional<String> limit = entry.status() == ReportStatus.SENDING ? waitingFor.get() : Optional.empty();
        if (limit.isPresent()) {
            return row("next", "plan: " + limit.get(), entry);
        }
        JobUpdate update = newest.get(entry.url());
        String status = update == null ? entry.status().word() : JobText.status(update.job(), false);
        String count = update == null
                ? ""
                : update.progress()
                        .map(p -> JobText.count(p)
                                + JobText.percent(p).map(x -> " " + x).orElse(""))
                        .orElse("");
        return row(status, count, entry);
    }

    private static String row(String status, String what, ReportEntry entry) {
        return String.format(Locale.ROOT, "  %-9s %-28s %s", status, what, JobText.printable(entry.url()));
    }

    private String cut(String text) {
        return text.substring(0, Math.min(text.length(), terminal.columns() - 1));
    }

    /** How many exports have which status, in words. */
    public synchronized String summary() {
        Map<ReportStatus, Integer> counts = new EnumMap<>(ReportStatus.class);
        entries.values().forEach(e -> counts.merge(e.status(), 1, Integer::sum));
        StringBuilder text = new StringBuilder(entries.size() + (entries.size() == 1 ? " URL" : " URLs"));
        String separator = ": ";
        for (Map.Entry<ReportStatus, Integer> count : counts.entrySet()) {
            text.append(separator)
                    .append(count.getValue())
                    .append(' ')
                    .append(count.getKey().word());
            separator = ", ";
        }
        return text.toString();
    }

    /** The time since the start. */
    public String elapsed() {
        return JobText.clock(elapsed.duration());
    }

    /** Wipes what is redrawn. */
    @Override
    public void close() {
        if (clock != null) {
            clock.shutdownNow();
        }
        synchronized (this) {
            if (!closed) {
                closed = true;
                terminal.wipe();
            }
        }
    }
}
