package io.exportcomments;

import io.exportcomments.annotation.Experimental;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.job.BatchId;
import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchState;
import io.exportcomments.job.BatchUpdate;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Flow;

/**
 * One batch, in the hands of a program. Each of its jobs is an ordinary one: {@link ExportComments#job} gives its
 * handle. It holds no connection and needs no closing. Thread-safe; blocks and throws as {@link ExportComments} does.
 */
@Experimental
public final class BatchHandle {
    private final AsyncBatchHandle async;

    BatchHandle(AsyncBatchHandle async) {
        this.async = Objects.requireNonNull(async, "async");
    }

    /** The same batch on the asynchronous face. */
    public AsyncBatchHandle async() {
        return async;
    }

    /**
     * The id by which the batch can be picked up again, by this client or another; empty if the answer that had it was
     * lost, and the jobs were found in the list instead.
     */
    public Optional<BatchId> id() {
        return async.id();
    }

    /** What became of the batch when it was sent; empty if this client did not send it. */
    public Optional<BatchReceipt> receipt() {
        return async.receipt();
    }

    /**
     * Reads the batch.
     *
     * @throws io.exportcomments.error.NotFoundException if there is no such batch
     * @throws IllegalStateException if its id is not known
     */
    public BatchState refresh() {
        return Blocking.join(async.refresh(), ErrorContext.of(Operation.BATCH_GET, null));
    }

    /**
     * The jobs of the batch: by its receipt, or else as the service tells. Their order need not be that of the URLs.
     */
    public List<JobGuid> guids() {
        return Blocking.join(async.guids(), ErrorContext.of(Operation.BATCH_GET, null));
    }

    /**
     * The updates of the batch. Each subscriber watches all of its jobs from now on, and gets all of them as one update
     * whenever one changes; the last one says that all have ended, and then the stream completes. A slow one gets the
     * newest update in place of older ones. An error of the stream means that the watch ended, not the jobs. Cancelling
     * frees everything at once.
     */
    public Flow.Publisher<BatchUpdate> updates() {
        return async.updates();
    }

    /**
     * Waits until all jobs of the batch have ended, be it that some failed.
     *
     * @param deadline how long to wait, more than zero; it ends the wait, not the jobs
     * @return the jobs, ended
     * @throws io.exportcomments.error.DeadlineExceededException if some did not end in time; they can be waited for
     *     again
     */
    public BatchUpdate await(Duration deadline) {
        return Blocking.join(async.await(deadline), ErrorContext.NONE);
    }

    /** The id, where it is known. */
    @Override
    public String toString() {
        return async.toString();
    }
}
