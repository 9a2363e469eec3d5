package io.exportcomments.cli.internal.terminal;

import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.ResultFormat;
import java.util.OptionalLong;

/** Shows how far a job is. Called by any thread; whoever began it closes it. */
public interface Progress extends AutoCloseable {
    /** The job was seen. */
    void update(JobUpdate update);

    /** A file is coming: so many bytes are written. */
    void download(ResultFormat format, long bytes, OptionalLong total);

    /** Leaves nothing that is not whole. */
    @Override
    void close();
}
