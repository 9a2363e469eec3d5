package io.exportcomments.bulk;

import io.exportcomments.ExportComments;
import io.exportcomments.bulk.internal.DirectoryTarget;
import io.exportcomments.bulk.internal.StreamTarget;
import io.exportcomments.job.Job;
import io.exportcomments.job.ResultFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where the results of items that are done are put, before their ends are handed over. Thread-safe. */
@FunctionalInterface
public interface ResultTarget {
    /** Puts them nowhere. */
    ResultTarget NONE = (client, item, job) -> CompletableFuture.completedFuture(Optional.empty());

    /**
     * Puts the result of an item's job to its place. It may be asked twice for one item, and has to leave one result
     * then. Does not block for long: one of the handler threads calls it.
     *
     * @param job the job, done and not empty
     * @return what is kept as the item's {@link BulkItem#file()}, such as a path or a key
     */
    CompletableFuture<Optional<String>> put(ExportComments client, BulkItem item, Job job);

    /** Files in a directory, each named by its job: {@code <guid>.xlsx} or {@code <guid>.json}. */
    static ResultTarget directory(Path directory, ResultFormat format) {
        return new DirectoryTarget(directory, format);
    }

    /**
     * Streams of the program's making, such as those of an object store. Each stream is closed when all bytes are
     * written; if something breaks, it is closed too, and a new one is asked for later.
     */
    static ResultTarget streams(ResultFormat format, StreamFactory factory) {
        return new StreamTarget(format, factory);
    }

    /** Opens streams for results. */
    @FunctionalInterface
    interface StreamFactory {
        /**
         * Opens the stream for an item's result.
         *
         * @throws IOException if it can't be opened; it is tried again later
         */
        OutputStream open(BulkItem item) throws IOException;
    }
}
