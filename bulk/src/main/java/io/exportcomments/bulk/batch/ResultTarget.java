package io.exportcomments.bulk.batch;

import io.exportcomments.ExportComments;
import io.exportcomments.job.Job;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where the results of items that are done are put, before their ends are handed over. Thread-safe. */
@FunctionalInterface
public interface ResultTarget {
    /** Puts them nowhere. */
    ResultTarget NONE = (client, item, job) -> CompletableFuture.completedFuture(Optional.empty());

    /**
     * Puts the result of an item's job to its place. It may be asked twice for one item, and has to leave one result
     * then. One of the handler threads calls it, and does nothing else while it blocks. If the item is taken from this
     * worker meanwhile, the future is cancelled.
     *
     * @param job the job, done and not empty
     * @return what is kept as the item's {@link BulkItem#file()}, such as a path or a key
     */
    CompletableFuture<Optional<String>> put(ExportComments client, BulkItem item, Job job);

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
