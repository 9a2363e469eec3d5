package io.exportcomments.internal.download;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.job.Operation;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the rows of a result to their target, on workers; none is held while waiting for the service to answer.
 * Cancelling it ends the step under way, and leaves nothing behind that is not finished.
 */
final class RowTransfer<T> extends CompletableFuture<T> {
    private enum Stage {
        NEW,
        WAITING,
        TAKING,
        OVER
    }

    private final RowTarget<T> target;
    private final Supplier<CompletableFuture<Stream<Map<String, @Nullable Object>>>> opener;
    private final WorkerSteps steps;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.NEW);
    private volatile @Nullable CompletableFuture<?> opening;
    private volatile @Nullable Stream<?> open;

    /**
     * @param opener asks for the rows
     */
    RowTransfer(
            RowTarget<T> target,
            Supplier<CompletableFuture<Stream<Map<String, @Nullable Object>>>> opener,
            Executor workers) {
        this.target = target;
        this.opener = opener;
        this.steps = new WorkerSteps(workers, ErrorContext.of(Operation.FILE, null), this::fail);
    }

    RowTransfer<T> begin() {
        steps.run(() -> {
            try {
                target.open();
            } catch (IOException e) {
                completeExceptionally(target.failure(e));
            }
            stage.set(Stage.WAITING);
            if (isDone()) {
                stop();
                return;
            }
            ask();
        });
        return this;
    }

    private void ask() {
        CompletableFuture<Stream<Map<String, @Nullable Object>>> answer = opener.get();
        opening = answer;
        if (isDone()) {
            stop();
        }
        answer.whenComplete((rows, failure) -> {
            if (failure != null) {
                fail(Failures.unwrap(failure));
                return;
            }
            open = rows;
            if (isDone()) {
                stop();
            } else {
                steps.run(() -> take(rows));
            }
        });
    }

    private void take(Stream<Map<String, @Nullable Object>> rows) {
        if (!stage.compareAndSet(Stage.WAITING, Stage.TAKING)) {
            return;
        }
        try (rows) {
            Iterator<Map<String, @Nullable Object>> next = rows.iterator();
            while (!isDone() && next.hasNext()) {
                Map<String, @Nullable Object> row = next.next();
                try {
                    target.row(row);
                } catch (IOException e) {
                    completeExceptionally(target.failure(e));
                }
            }
            finish();
        } catch (RuntimeException | Error e) {
            completeExceptionally(e);
        } finally {
            stage.set(Stage.OVER);
            target.discard();
        }
    }

    private void finish() {
        if (isDone()) {
            return;
        }
        try {
            complete(target.finish());
        } catch (IOException e) {
            completeExceptionally(target.failure(e));
        }
    }

    private void fail(Throwable failure) {
        stop();
        completeExceptionally(failure);
    }

    /** Ends it because the client was closed; the program may end next, so nothing is left to a worker. */
    void closeClient() {
        completeExceptionally(new ClientClosedException(ErrorContext.of(Operation.FILE, null), null));
        stop();
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        boolean cancelled = super.cancel(mayInterrupt);
        stop();
        return cancelled;
    }

    /** Ends what is in progress. A worker that is busy with a row cleans up after it. */
    private void stop() {
        CompletableFuture<?> answer = opening;
        if (answer != null) {
            answer.cancel(true);
        }
        Stream<?> rows = open;
        if (rows != null) {
            rows.close();
        }
        if (stage.compareAndSet(Stage.WAITING, Stage.OVER)) {
            target.discard();
        } else {
            target.abandon();
        }
    }
}
