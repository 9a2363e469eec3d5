package io.exportcomments.cli.internal.terminal;

import io.exportcomments.job.JobUpdate;
import java.util.OptionalLong;

/** Shows nothing. */
final class QuietProgress implements Progress {
    @Override
    public void update(JobUpdate update) {}

    @Override
    public void download(String format, long bytes, OptionalLong total) {}

    @Override
    public void close() {}
}
