package io.exportcomments.transport.vertx;

import io.exportcomments.AsyncBatchHandle;
import io.exportcomments.BatchHandle;
import io.exportcomments.annotation.Experimental;
import io.exportcomments.job.BatchId;
import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchState;
import io.exportcomments.job.BatchUpdate;
import io.exportcomments.job.JobGuid;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One batch for a Vert.x program: see {@link BatchHandle} and {@link VertxExportComments}. Thread-safe. */
@Experimental
public final class VertxBatchHandle {
    private final VertxExportComments client;
    private final AsyncBatchHandle batch;

    VertxBatchHandle(VertxExportComments client, AsyncBatchHandle batch) {
        this.client = client;
        this.batch = batch;
    }

    /** The id by which the batch can be picked up again; see {@link BatchHandle#id()}. */
    public Optional<BatchId> id() {
        return batch.id();
    }

    /** What became of the batch when it was sent; empty if this client did not send it. */
    public Optional<BatchReceipt> receipt() {
        return batch.receipt();
    }

    /** Reads the batch; see {@link BatchHandle#refresh()}. */
    public Future<BatchState> refresh() {
        return client.future(batch.refresh());
    }

    /** The jobs of the batch. */
    public Future<List<JobGuid>> guids() {
        return client.future(batch.guids());
    }

    /** The updates of the batch, all of its jobs in each; see {@link BatchHandle#updates()}. */
    public VertxStream<BatchUpdate> updates() {
        return client.stream(batch.updates());
    }

    /** Waits until all jobs of the batch have ended, however they do. */
    public Future<BatchUpdate> await(Duration deadline) {
        return client.future(batch.await(deadline));
    }

    /** The id, where it is known. */
    @Override
    public String toString() {
        return batch.toString();
    }
}
