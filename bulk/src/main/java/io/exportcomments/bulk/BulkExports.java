package io.exportcomments.bulk;

import io.exportcomments.ExportComments;
import io.exportcomments.bulk.internal.BatchDesk;
import io.exportcomments.bulk.internal.BulkEngine;
import io.exportcomments.bulk.internal.EngineSettings;
import io.exportcomments.bulk.internal.ProgressPublisher;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Exports thousands of URLs, each exactly once, although this program or any other may die at any moment: items and
 * what is known of them are in a {@link BulkStore}, which any number of workers share.
 *
 * <pre>{@code
 * try (BulkExports bulk = BulkExports.builder(client, store)
 *         .results(ResultTarget.directory(Path.of("exports"), ResultFormat.XLSX))
 *         .onEnd(end -> System.out.println(end.item().request().url() + " " + end.item().state()))
 *         .start()) {
 *     bulk.submit("march", requests);
 *     bulk.await("march", Duration.ofHours(6));
 * }
 * }</pre>
 *
 * <p>Thread-safe. Methods that concern batches block on the store, and throw {@link
 * io.exportcomments.bulk.port.BulkStoreException} if it fails; those on one batch throw an {@link
 * IllegalArgumentException} if there is none of its name. One of these for a client is enough, and two must not share
 * one. Closing hands back what this worker has; client and store are borrowed.
 */
public final class BulkExports implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final Duration GLANCE = Duration.ofMillis(200);

    private final BatchDesk desk;
    private final EngineSettings settings;
    private final List<AutoCloseable> own;
    private @Nullable BulkEngine engine;

    BulkExports(EngineSettings settings, List<AutoCloseable> own) {
        this.settings = settings;
        this.own = new ArrayList<>(own);
        desk = new BatchDesk(settings.store());
    }

    /** A builder with the defaults; both arguments are borrowed. */
    public static BulkExportsBuilder builder(ExportComments client, BulkStore store) {
        return new BulkExportsBuilder(client, store);
    }

    void begin() {
        BulkEngine started = new BulkEngine(settings);
        engine = started;
        started.start();
    }

    /**
     * Adds a batch that starts at once. A batch of this name that is there already is added to: items that it has
     * stay as they are, so that running the same program again adds nothing twice.
     */
    public Submission submit(String batch, Collection<ExportRequest> items) {
        return submit(BatchPlan.named(batch), items);
    }

    /** The same by a plan; where there is a batch of its name, that one's plan stays. */
    public Submission submit(BatchPlan plan, Collection<ExportRequest> items) {
        Submission submission = desk.submit(plan, items);
        wake();
        return submission;
    }

    /** How far a batch is; empty if there is none of this name. */
    public Optional<BulkProgress> progress(String batch) {
        return desk.progress(batch);
    }

    /**
     * How far a batch is, from now on: told when it has changed, at most once a second, and complete when the batch is
     * over. Subscribers are called by the threads of the handlers; a slow one gets the newest. An error means that the
     * store failed or has no such batch.
     */
    public Flow.Publisher<BulkProgress> watch(String batch) {
        return new ProgressPublisher(desk, batch, settings.time(), settings.handlers());
    }

    /**
     * Waits until a batch is over.
     *
     * @param bound how long at most
     * @return the progress at the end
     * @throws TimeoutException if it was not over in time; it goes on
     * @throws InterruptedException if the thread is interrupted; the batch goes on
     */
    public BulkProgress await(String batch, Duration bound) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + bound.toNanos();
        while (true) {
            BulkProgress progress =
                    progress(batch).orElseThrow(() -> new IllegalArgumentException("There is no batch named " + batch));
            if (progress.isOver()) {
                return progress;
            }
            if (System.nanoTime() - end >= 0) {
                throw new TimeoutException("The batch " + batch + " was not over within " + bound.toSeconds() + " s: "
                        + progress.ended() + " of " + progress.total() + " items have ended");
            }
            Thread.sleep(GLANCE.toMillis());
        }
    }

    /** The names of all batches. */
    public List<String> batches() {
        return desk.batches();
    }

    /**
     * A page of a batch's items, in the order in which they were submitted.
     *
     * @param states only those in one of these states
     * @param after only those whose id is greater; 0 for the first page
     * @param most at most so many, from 1
     */
    public List<BulkItem> items(String batch, Set<ItemState> states, long after, int most) {
        return desk.items(batch, states, after, most);
    }

    /**
     * Sends nothing more of a batch until {@link #resume}. Jobs that exist are followed to their ends.
     *
     * @throws IllegalStateException if the batch was cancelled
     */
    public void pause(String batch) {
        desk.stage(batch, BatchStage.PAUSED);
    }

    /**
     * Goes on with a batch.
     *
     * @throws IllegalStateException if the batch was cancelled
     */
    public void resume(String batch) {
        desk.stage(batch, BatchStage.RUNNING);
        wake();
    }

    /** Sends nothing more of a batch, for good: what waits has ended as stopped, and jobs that run are stopped. */
    public void cancel(String batch) {
        desk.cancel(batch);
        wake();
    }

    /**
     * Lets the failed and the refused items of a batch be tried again, with all their attempts. A job that failed is
     * retried as it is; it is not created anew.
     *
     * @return how many
     * @throws IllegalStateException if the batch was cancelled
     */
    public int retryFailed(String batch) {
        int retried = desk.retryFailed(batch);
        wake();
        return retried;
    }

    /**
     * Decides what became of an uncertain item, after a look at the account's list of jobs.
     *
     * @param item the item's id
     * @param job its job; empty if it has none, and is to be sent again
     * @throws IllegalStateException if the item is not uncertain
     * @throws IllegalArgumentException if the job belongs to another item
     */
    public void decide(long item, Optional<JobGuid> job) {
        desk.decide(item, job);
        wake();
    }

    /** Removes the batches that have been over for so long; how many there were. */
    public int purge(Duration age) {
        return desk.purge(age);
    }

    private void wake() {
        BulkEngine worker = engine;
        if (worker != null) {
            worker.wake();
        }
    }

    /**
     * Stops working, and hands all items back, for other workers to take up at once. Waits at most 10 s for the store.
     * Closing twice is fine.
     */
    @Override
    public void close() {
        BulkEngine worker = engine;
        if (worker != null) {
            await(worker.end());
        }
        Collections.reverse(own);
        own.forEach(BulkExports::closePart);
        own.clear();
    }

    private static void closePart(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException("A part of the worker failed to close", e);
        }
    }

    private static void await(CompletableFuture<Void> end) {
        try {
            end.get(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            System.getLogger("io.exportcomments.bulk")
                    .log(
                            System.Logger.Level.WARNING,
                            "The items were not handed back; others take them up after the lease",
                            e);
        }
    }
}
