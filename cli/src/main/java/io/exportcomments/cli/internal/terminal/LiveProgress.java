package io.exportcomments.cli.internal.terminal;

import io.exportcomments.job.JobUpdate;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One line on a terminal, rewritten with each update and as the time goes on. */
final class LiveProgress implements Progress {
    private static final int REWRITE_MILLIS = 250;

    private final Terminal terminal;
    private final ElapsedTime elapsed;
    private final Function<JobUpdate, String> source;
    private final ProgressLine line;
    private final ScheduledExecutorService clock;
    private @Nullable JobUpdate newest;
    private @Nullable String download;
    private boolean closed;

    LiveProgress(Terminal terminal, ElapsedTime elapsed, Function<JobUpdate, String> source) {
        this.terminal = terminal;
        this.elapsed = elapsed;
        this.source = source;
        this.line = new ProgressLine(terminal.columns(), terminal.coloursRemarks(), terminal.remarksAreUnicode());
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "exportcomments-progress");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleAtFixedRate(this::show, REWRITE_MILLIS, REWRITE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void update(JobUpdate update) {
        newest = update;
        show();
    }

    @Override
    public synchronized void download(String format, long bytes, OptionalLong total) {
        download = "fetching " + format + "  " + JobText.number(bytes)
                + (total.isPresent() ? "/" + JobText.number(total.getAsLong()) : "") + " bytes";
    }

    private synchronized void show() {
        if (closed) {
            return;
        }
        if (download != null) {
            terminal.rewrite(download);
        } else if (newest != null) {
            terminal.rewrite(line.of(newest, source.apply(newest), elapsed.duration()));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        clock.shutdownNow();
        terminal.wipe();
    }
}
