package io.exportcomments.bulk;

import io.exportcomments.bulk.batch.ResultTarget;
import io.exportcomments.bulk.internal.DirectoryTarget;
import io.exportcomments.bulk.internal.StreamTarget;
import io.exportcomments.job.ResultFormat;
import java.nio.file.Path;

/** The usual places for results. */
public final class ResultTargets {
    private ResultTargets() {}

    /**
     * Files in a directory, which is made if it is not there, each named by its job: {@code <guid>.xlsx} or {@code
     * <guid>.json}. A file appears once it is complete.
     */
    public static ResultTarget directory(Path directory, ResultFormat format) {
        return new DirectoryTarget(directory, format);
    }

    /**
     * Streams of the program's making, such as those of an object store. Each stream is closed when all bytes are
     * written; if something breaks, it is closed too, and a new one is asked for later.
     */
    public static ResultTarget streams(ResultFormat format, ResultTarget.StreamFactory factory) {
        return new StreamTarget(format, factory);
    }
}
