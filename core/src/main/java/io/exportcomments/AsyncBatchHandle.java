package io.exportcomments;

import io.exportcomments.annotation.Experimental;
import io.exportcomments.internal.client.ClientOperations;
import io.exportcomments.internal.concurrent.Chain;
import io.exportcomments.job.BatchId;
import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchState;
import io.exportcomments.job.BatchUpdate;
import io.exportcomments.job.JobGuid;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** One batch on the asynchronous face: see {@link BatchHandle} and {@link AsyncExportComments}. Thread-safe. */
@Experimental
public final class AsyncBatchHandle {
    private final ClientOperations operations;
    private final @Nullable BatchId id;
    private final @Nullable BatchReceipt receipt;

    AsyncBatchHandle(ClientOperations operations, BatchReceipt receipt) {
        this.operations = operations;
        this.receipt = receipt;
        this.id = receipt.batchId().orElse(null);
    }

    AsyncBatchHandle(ClientOperations operations, BatchId id) {
        this.operations = operations;
        this.receipt = null;
        this.id = Objects.requireNonNull(id, "id");
    }

    /** The id by which the batch can be picked up again; see {@link BatchHandle#id()}. */
    public Optional<BatchId> id() {
        return Optional.ofNullable(id);
    }

    /** What became of the batch when it was sent; empty if this client did not send it. */
    public Optional<BatchReceipt> receipt() {
        return Optional.ofNullable(receipt);
    }

    /**
     * Reads the batch.
     *
     * @throws IllegalStateException if its id is not known
     */
    public CompletableFuture<BatchState> refresh() {
        if (id == null) {
            throw new IllegalStateException(
                    "The batch can't be read: its id was in an answer that got lost. Its jobs can be read and watched");
        }
        return operations.batch(id);
    }

    /** The jobs of the batch: by its receipt, or else as the service tells. */
    public CompletableFuture<List<JobGuid>> guids() {
        if (receipt != null) {
            return CompletableFuture.completedFuture(receipt.guids());
        }
        Chain<List<JobGuid>> chain = new Chain<>();
        return chain.step(refresh(), state -> chain.complete(state.guids()));
    }

    /** The updates of the batch; see {@link BatchHandle#updates()}. */
    public Flow.Publisher<BatchUpdate> updates() {
        return operations.batchUpdates(this::guids);
    }

    /**
     * Waits until all jobs of the batch have ended; see {@link BatchHandle#await}. Cancelling the future ends the
     * waiting, not the jobs.
     */
    public CompletableFuture<BatchUpdate> await(Duration deadline) {
        return operations.awaitBatch(this::guids, deadline);
    }

    /** The id, where it is known. */
    @Override
    public String toString() {
        return "Batch[" + (id == null ? "id unknown" : id) + "]";
    }
}
