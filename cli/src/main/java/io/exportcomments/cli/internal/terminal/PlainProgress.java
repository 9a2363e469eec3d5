package io.exportcomments.cli.internal.terminal;

import io.exportcomments.job.JobUpdate;
import java.util.OptionalLong;
import java.util.function.Function;

/** A line for each change, for remarks that go to a file or a pipe. */
final class PlainProgress implements Progress {
    private final Terminal terminal;
    private final ElapsedTime elapsed;
    private final Function<JobUpdate, String> source;
    private String last = "";
    private boolean closed;

    PlainProgress(Terminal terminal, ElapsedTime elapsed, Function<JobUpdate, String> source) {
        this.terminal = terminal;
        this.elapsed = elapsed;
        this.source = source;
    }

    @Override
    public synchronized void update(JobUpdate update) {
        String now = JobText.status(update.job(), false)
                + update.progress()
                        .map(p -> " " + JobText.count(p)
                                + JobText.percent(p).map(x -> " " + x).orElse(""))
                        .orElse("");
        if (!closed && !now.equals(last)) {
            last = now;
            terminal.remark(JobText.clock(elapsed.duration()) + " " + now + " (" + source.apply(update) + ")");
        }
    }

    @Override
    public void download(String format, long bytes, OptionalLong total) {}

    @Override
    public synchronized void close() {
        closed = true;
    }
}
