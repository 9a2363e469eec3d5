package io.exportcomments.bulk;

import io.exportcomments.ExportComments;
import io.exportcomments.bulk.batch.BulkProgress;
import io.exportcomments.bulk.internal.BulkEngine;
import io.exportcomments.bulk.internal.ProgressReaders;
import io.exportcomments.bulk.internal.WorkerParts;
import io.exportcomments.bulk.port.BulkStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Exports thousands of URLs, each exactly once, although this program or any other may die at any moment: items and
 * what is known of them are in a {@link BulkStore}, which any number of workers share.
 *
 * <pre>{@code
 * try (BulkExports bulk = BulkExports.builder(client, store)
 *         .results(ResultTargets.directory(Path.of("exports"), ResultFormat.XLSX))
 *         .onEnd(end -> System.out.println(end.item().request().url() + " " + end.item().state()))
 *         .start()) {
 *     bulk.submit("march", requests);
 *     bulk.await("march", Duration.ofHours(6));
 * }
 * }</pre>
 *
 * <p>Thread-safe. One of these for a client is enough, and two must not share
 * one. Closing hands back what this worker has, and {@link
 * #reopen} opens it again; client and store are borrowed.
 */
public final class BulkExports extends BulkBatches implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final Duration GLANCE = Duration.ofMillis(200);
    /** Longer than any program runs. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final BulkStore store;
    private final Supplier<WorkerParts> maker;
    private final ReentrantLock lock = new ReentrantLock();
    private final ProgressReaders readers = new ProgressReaders();
    private volatile WorkerParts parts;
    private volatile @Nullable BulkEngine engine;
    private volatile boolean closed;
    private boolean works;

    /**
     * One that is open, and does not work.
     *
     * @param maker makes what it works with, for each time that it is opened
     */
    BulkExports(BulkStore store, Supplier<WorkerParts> maker) {
        super(store);
        this.store = store;
        this.maker = maker;
        this.parts = maker.get();
        readers.open(parts.settings());
    }

    /** A builder with the defaults; both arguments are borrowed. */
    public static BulkExportsBuilder builder(ExportComments client, BulkStore store) {
        return new BulkExportsBuilder(client, store);
    }

    /** Begins to work; where it was closed, opens it again. Does nothing where it works. */
    public void start() {
        BulkEngine fresh = null;
        lock.lock();
        try {
            works = true;
            open();
            if (engine == null) {
                fresh = new BulkEngine(parts.settings());
                engine = fresh;
            }
        } finally {
            lock.unlock();
        }
        if (fresh != null) {
            fresh.start();
        }
    }

    /** Opens again what was closed, for more submissions; it works if it did before. Does nothing where it is open. */
    public void reopen() {
        boolean worked;
        lock.lock();
        try {
            worked = works;
            open();
        } finally {
            lock.unlock();
        }
        if (worked) {
            start();
        }
    }

    private void open() {
        if (closed) {
            parts = maker.get();
            readers.open(parts.settings());
            closed = false;
        }
    }

    /** Whether it works: it was started, and is not closed. */
    public boolean isWorking() {
        return engine != null;
    }

    /**
     * How far a batch is, from now on: told when it has changed, at most once a second, and complete when the batch is
     * over. Subscribers are called by the threads of the handlers; a slow one gets the newest. An error means that the
     * store failed or has no such batch, or, as an {@link IllegalStateException}, that this was closed; while it is,
     * new subscribers get that error at once. Once it is open again, the same publisher can be subscribed to.
     */
    public Flow.Publisher<BulkProgress> watch(String batch) {
        return readers.publisher(() -> known(batch));
    }

    /**
     * Waits until a batch is over.
     *
     * @param bound how long at most
     * @return the progress at the end
     * @throws TimeoutException if it was not over in time; it goes on
     * @throws InterruptedException if the thread is interrupted; the batch goes on
     * @throws IllegalStateException if this is closed before the batch is over
     */
    public BulkProgress await(String batch, Duration bound) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + (bound.compareTo(LONGEST) < 0 ? bound : LONGEST).toNanos();
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
            checkOpen();
            Thread.sleep(GLANCE.toMillis());
        }
    }

    @Override
    void checkOpen() {
        if (closed) {
            throw new IllegalStateException("The bulk exports are closed");
        }
    }

    @Override
    void changed() {
        store.afterCommit(() -> {
            BulkEngine worker = engine;
            if (worker != null) {
                worker.wake();
            }
        });
    }

    /**
     * Stops working, and hands all items back, for other workers to take up at once. Waits at most 10 s for the store.
     * Whoever watches a batch is told. Closing twice is fine.
     */
    @Override
    public void close() {
        BulkEngine worker;
        WorkerParts ending;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            worker = engine;
            ending = parts;
            engine = null;
        } finally {
            lock.unlock();
        }
        if (worker != null) {
            await(worker.end());
        }
        readers.close();
        ending.close();
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
