package io.exportcomments.cli.internal.terminal;

import io.exportcomments.job.JobUpdate;
import java.util.OptionalLong;

/** A line of JSON for each update, among the results. */
final class JsonProgress implements Progress {
    private final Terminal terminal;

    JsonProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void update(JobUpdate update) {
        terminal.result(JobText.json(update));
    }

    @Override
    public void download(String format, long bytes, OptionalLong total) {}

    @Override
    public void close() {}
}
