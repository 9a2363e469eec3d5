package io.exportcomments.cli.internal.terminal;

import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.ResultFormat;
import java.util.OptionalLong;

/** Shows nothing. */
final class QuietProgress implements Progress {
    @Override
    public void update(JobUpdate update) {}

    @Override
    public void download(ResultFormat format, long bytes, OptionalLong total) {}

    @Override
    public void close() {}
}
