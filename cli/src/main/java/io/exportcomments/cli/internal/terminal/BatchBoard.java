package io.exportcomments.cli.internal.terminal;

import io.exportcomments.cli.internal.batch.Entry;
import io.exportcomments.cli.internal.batch.Standing;
import io.exportcomments.job.JobUpdate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far many exports are: on a terminal a table that is rewritten, elsewhere a line for each change, for scripts a line of JSON for
 * each that is over. Thread-safe; whoever began it closes it.
 */
public final class BatchBoard implements AutoCloseable {
    private static final int MOST_ROWS = 12;
    private static final int REWRITE_MILLIS = 250;

    private final Terminal terminal;
    private final Voice voice;
    private final boolean live;
    private final Stopwatch stopwatch;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, JobUpdate> newest = new LinkedHashMap<>();
    private final Supplier<Optional<String>> held;
    private final @Nullable ScheduledExecutorService clock;
    private boolean closed;

    /**
     * A board for these exports, as they stand.
     *
     * @param held which limit of the plan creations wait for, in words
     */
    public BatchBoard(Terminal terminal, Voice voice, List<Entry> all, Supplier<Optional<String>> held) {
        this(terminal, voice, all, held, new Stopwatch(System::nanoTime));
    }

    BatchBoard(Terminal terminal, Voice voice, List<Entry> all, Supplier<Optional<String>> held, Stopwatch stopwatch) {
        this.stopwatch = stopwatch;
        this.held = held;
        this.terminal = terminal;
        this.voice = voice;
        this.live = voice == Voice.HUMAN && terminal.showsRemarks();
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

    /** An export stands differently. */
    public synchronized void changed(Entry entry) {
        entries.put(entry.url(), entry);
        if (entry.standing().isOver()) {
            newest.remove(entry.url());
        }
        if (closed || entry.standing() == Standing.SENDING) {
            return;
        }
        if (voice == Voice.JSON && entry.standing().isOver()) {
            terminal.result(json(entry));
        } else if (voice == Voice.HUMAN && !live) {
            terminal.remark(line(entry));
        }
    }

    /** The job of an export was seen. */
    public synchronized void seen(String url, JobUpdate update) {
        newest.put(url, update);
    }

    /** Creations begin to wait for a limit of the plan, and will for minutes. */
    public synchronized void held(String limit) {
        if (!closed && voice == Voice.HUMAN && !live) {
            terminal.remark(begin() + "the plan's limit of " + limit + " is reached; going on as it allows");
        }
    }

    private String begin() {
        return JobText.clock(stopwatch.elapsed()) + " [" + over() + "/" + entries.size() + "] ";
    }

    private String line(Entry entry) {
        String job = entry.job().map(guid -> " " + guid).orElse("");
        String note = entry.note().isEmpty() ? "" : " (" + JobText.printable(entry.note()) + ")";
        return begin() + entry.standing().word() + job + " " + JobText.printable(entry.url()) + note;
    }

    private static String json(Entry entry) {
        return JsonLine.of("export")
                .put("url", entry.url())
                .put("guid", entry.job())
                .put("standing", entry.standing().word())
                .put("note", entry.note().isEmpty() ? null : entry.note())
                .toString();
    }

    private long over() {
        return entries.values().stream().filter(e -> e.standing().isOver()).count();
    }

    synchronized void show() {
        if (live && !closed) {
            terminal.repaint(table());
        }
    }

    private List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add(cut(summary() + "  " + JobText.clock(stopwatch.elapsed())));
        entries.values().stream()
                .filter(e -> e.standing() == Standing.CREATED || e.standing() == Standing.SENDING)
                .limit(MOST_ROWS)
                .forEach(e -> lines.add(cut(row(e))));
        return lines;
    }

    private String row(Entry entry) {
        Optional<String> limit = entry.standing() == Standing.SENDING ? held.get() : Optional.empty();
        if (limit.isPresent()) {
            return row("next", "plan: " + limit.get(), entry);
        }
        JobUpdate update = newest.get(entry.url());
        String status = update == null ? entry.standing().word() : JobText.status(update.job(), false);
        String count = update == null
                ? ""
                : update.progress()
                        .map(p -> JobText.count(p)
                                + JobText.percent(p).map(x -> " " + x).orElse(""))
                        .orElse("");
        return row(status, count, entry);
    }

    private static String row(String status, String what, Entry entry) {
        return "  %-9s %-28s %s".formatted(status, what, JobText.printable(entry.url()));
    }

    private String cut(String text) {
        return text.substring(0, Math.min(text.length(), terminal.columns() - 1));
    }

    /** How many stand where, in words. */
    public synchronized String summary() {
        Map<Standing, Integer> counts = new EnumMap<>(Standing.class);
        entries.values().forEach(e -> counts.merge(e.standing(), 1, Integer::sum));
        StringBuilder text = new StringBuilder(entries.size() + (entries.size() == 1 ? " URL" : " URLs"));
        String separator = ": ";
        for (Map.Entry<Standing, Integer> count : counts.entrySet()) {
            text.append(separator)
                    .append(count.getValue())
                    .append(' ')
                    .append(count.getKey().word());
            separator = ", ";
        }
        return text.toString();
    }

    /** How long it has been there. */
    public String elapsed() {
        return JobText.clock(stopwatch.elapsed());
    }

    /** Leaves nothing that is not whole. */
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
