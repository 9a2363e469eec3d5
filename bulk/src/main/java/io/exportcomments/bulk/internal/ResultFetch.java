package io.exportcomments.bulk.internal;

import io.exportcomments.ExportComments;
import io.exportcomments.adapter.Failures;
import io.exportcomments.bulk.batch.ResultTarget;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.error.EmptyResultException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.job.Job;
import io.exportcomments.job.Operation;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts the result of an item that is done to its place. Cancelling it ends what is under way. */
final class ResultFetch extends CompletableFuture<ResultFetch.Result> {
    private final ExportComments client;
    private final ResultTarget target;
    private final ItemRecord item;
    private final Executor threads;
    private volatile @Nullable CompletableFuture<?> step;

    /** Where the result is, or why there is none. */
    record Result(@Nullable String file, @Nullable String message) {}

    private ResultFetch(ExportComments client, ResultTarget target, ItemRecord item, Executor threads) {
        this.client = client;
        this.target = target;
        this.item = item;
        this.threads = threads;
    }

    /**
     * Begins to fetch.
     *
     * @param threads where the target is asked, as it may block
     */
    static CompletableFuture<Result> start(
            ExportComments client, ResultTarget target, ItemRecord item, Executor threads) {
        ResultFetch fetch = new ResultFetch(client, target, item, threads);
        fetch.on(client.async().get(Objects.requireNonNull(item.job(), "job")), fetch::place);
        return fetch;
    }

    private void place(Job job) {
        if (job.isEmptyResult()) {
            complete(new Result(null, item.message()));
            return;
        }
        threads.execute(() -> {
            if (!isDone()) {
                guarded(() -> on(target.put(client, item.shown(), job), this::placed));
            }
        });
    }

    private void placed(Optional<String> file) {
        complete(new Result(file.orElse(null), item.message()));
    }

    private <T> void on(CompletableFuture<T> next, Consumer<T> use) {
        step = next;
        if (isDone()) {
            next.cancel(true);
        }
        next.whenComplete((value, failure) -> {
            if (failure == null) {
                guarded(() -> use.accept(value));
            } else {
                failed(Failures.unwrap(failure));
            }
        });
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            failed(e);
        }
    }

    /** What is gone does not come back: the end is handed over without it. */
    private void failed(Throwable error) {
        if ((error instanceof NotFoundException gone && isCertain(gone)) || error instanceof EmptyResultException) {
            complete(new Result(null, "no file: " + error.getMessage()));
        } else {
            completeExceptionally(error);
        }
    }

    /** Of a job, the service alone can tell; a file may be with others. */
    private static boolean isCertain(NotFoundException gone) {
        return gone.isPermanent()
                || gone.context().operation().filter(Operation.GET::equals).isEmpty();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        CompletableFuture<?> current = step;
        if (cancelled && current != null) {
            current.cancel(mayInterruptIfRunning);
        }
        return cancelled;
    }
}
