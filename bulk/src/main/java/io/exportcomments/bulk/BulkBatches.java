package io.exportcomments.bulk;

import io.exportcomments.annotation.Experimental;
import io.exportcomments.bulk.batch.BatchPlan;
import io.exportcomments.bulk.batch.BatchStage;
import io.exportcomments.bulk.batch.BegunExport;
import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.BulkProgress;
import io.exportcomments.bulk.batch.BulkTotals;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.batch.Submission;
import io.exportcomments.bulk.internal.BatchDesk;
import io.exportcomments.bulk.internal.BatchResumption;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The batches of a store: what a program does that leaves the work to others, such as a page that shows how far they
 * are. {@link BulkExports} does this and the work.
 *
 * <p>Thread-safe. All methods block on the store, and throw a {@link io.exportcomments.bulk.port.BulkStoreException} if
 * it fails; those on one batch throw an {@link IllegalArgumentException} if there is none of its name.
 */
public sealed class BulkBatches permits BulkExports {
    private final BatchDesk desk;
    private final BatchResumption resumption;

    BulkBatches(BulkStore store) {
        desk = new BatchDesk(Objects.requireNonNull(store, "store"));
        resumption = new BatchResumption(store);
    }

    /** The batches of a store, which is borrowed. */
    public static BulkBatches in(BulkStore store) {
        return new BulkBatches(store);
    }

    /** Refuses what would store something after the end. */
    void checkOpen() {}

    /** There may be something to do. */
    void changed() {}

    /**
     * Adds a batch that starts at once. A batch of this name that is there already is added to: items that it has
     * stay as they are, so that running the same program again adds nothing twice.
     *
     * @throws IllegalStateException if the batch was cancelled, or this was closed
     */
    public final Submission submit(String batch, Collection<ExportRequest> items) {
        return submit(BatchPlan.named(batch), items);
    }

    /** The same by a plan; where there is a batch of its name, that one's plan stays. */
    public final Submission submit(BatchPlan plan, Collection<ExportRequest> items) {
        checkOpen();
        Submission submission = desk.submit(plan, items);
        changed();
        return submission;
    }

    /** How far a batch is; empty if there is none of this name. */
    public final Optional<BulkProgress> progress(String batch) {
        return desk.progress(batch);
    }

    final BulkProgress known(String batch) {
        return progress(batch).orElseThrow(() -> new IllegalArgumentException("There is no batch named " + batch));
    }

    /** How the whole store stands: all batches and all workers. Reads an index of all items; not for each second. */
    public final BulkTotals totals() {
        return desk.totals();
    }

    /** The names of all batches. */
    public final List<String> batches() {
        return desk.batches();
    }

    /**
     * A page of a batch's items, in the order in which they were submitted.
     *
     * @param states only those in one of these states
     * @param after only those whose id is greater; 0 for the first page
     * @param most at most so many, from 1
     */
    public final List<BulkItem> items(String batch, Set<ItemState> states, long after, int most) {
        return desk.items(batch, states, after, most);
    }

    /**
     * Sends nothing more of a batch until {@link #resume}. Jobs that exist are followed to their ends.
     *
     * @throws IllegalStateException if the batch was cancelled
     */
    public final void pause(String batch) {
        desk.stage(batch, BatchStage.PAUSED);
    }

    /**
     * Goes on with a batch.
     *
     * @throws IllegalStateException if the batch was cancelled
     */
    public final void resume(String batch) {
        desk.stage(batch, BatchStage.RUNNING);
        changed();
    }

    /** Sends nothing more of a batch, for good: what waits has ended as stopped, and jobs that run are stopped. */
    public final void cancel(String batch) {
        desk.cancel(batch);
        changed();
    }

    /**
     * Lets the failed and the refused items of a batch be tried again, with all their attempts. A job that failed is
     * retried as it is; it is not created anew.
     *
     * @return how many
     * @throws IllegalStateException if the batch was cancelled
     */
    public final int retryFailed(String batch) {
        int retried = desk.retryFailed(batch);
        changed();
        return retried;
    }

    /**
     * Takes over what another program has begun, such as one that kept its own record of what it sent: each export goes
     * on where it was, and nothing is sent that may have been. What the batch has already stays as it is, unless it
     * was not sent yet.
     *
     * @return how many were taken over
     * @throws IllegalStateException if the batch was cancelled, or this was closed; or if one of them is being sent for
     *     another batch: it is left out then, and the others are taken over
     * @throws IllegalArgumentException if the job of one of them belongs to another item: likewise
     */
    @Experimental
    public final int takeOver(BatchPlan plan, Collection<BegunExport> begun) {
        checkOpen();
        int taken = resumption.takeOver(plan, begun);
        changed();
        return taken;
    }

    /**
     * Looks again, and at once, at whatever of a batch is not done: jobs that failed or were stopped are followed
     * again, as they may run again; what was refused is sent again; what is uncertain is looked up again; and what
     * waits for its next try waits no longer. Nothing is created that may exist.
     *
     * @throws IllegalStateException if the batch was cancelled
     */
    @Experimental
    public final void lookAgain(String batch) {
        resumption.lookAgain(batch);
        changed();
    }

    /**
     * Takes back at once what workers had of a batch that are certainly gone, without waiting for their leases: for a
     * program that knows that it is the only one on this store, and is about to start its worker. A worker that lives
     * nevertheless could send what is sent again. What went out as a batch of the service, and was not answered, is
     * looked up only when the time for its answer is over, as after a lease.
     *
     * @return how many items
     */
    @Experimental
    public final int takeBack(String batch) {
        return resumption.takeBack(batch);
    }

    /**
     * Decides what became of an uncertain item, after a look at the account's list of jobs.
     *
     * @param item the item's id
     * @param job its job; empty if it has none, and is to be sent again
     * @throws IllegalStateException if the item is not uncertain, or is to be sent again and its batch was cancelled
     * @throws IllegalArgumentException if the job belongs to another item
     */
    public final void decide(long item, Optional<JobGuid> job) {
        desk.decide(item, job);
        changed();
    }

    /** Removes the batches that have been over for so long; how many there were. */
    public final int purge(Duration age) {
        return desk.purge(age);
    }
}
