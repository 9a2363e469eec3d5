package io.exportcomments.cli.internal.terminal;

import io.exportcomments.job.JobUpdate;
import java.util.OptionalLong;

/** Shows a job's progress. Thread-safe; whoever starts it closes it. */
public interface Progress extends AutoCloseable {
    /** The job was updated. */
    void update(JobUpdate update);

    /** A file is being downloaded: this many bytes are written. */
    void download(String format, long bytes, OptionalLong total);

    /** Wipes what is redrawn. */
    @Override
    void close();
}
