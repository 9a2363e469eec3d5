package io.exportcomments.internal.concurrent;

import io.exportcomments.adapter.Failures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A future made of steps one after the other. However it ends, the step under way is cancelled, so cancelling it
 * reaches what is really going on. Steps fail with what really failed, without the wrapping of futures.
 */
public final class Chain<T> extends CompletableFuture<T> {
    private volatile @Nullable CompletableFuture<?> current;

    @Override
    public boolean complete(@Nullable T value) {
        return cancelled(super.complete(value));
    }

    @Override
    public boolean completeExceptionally(Throwable error) {
        return cancelled(super.completeExceptionally(error));
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return cancelled(super.cancel(mayInterruptIfRunning));
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        whenComplete((value, error) -> cancelCurrent());
        return super.completeAsync(supplier, executor);
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier) {
        return completeAsync(supplier, defaultExecutor());
    }

    @Override
    public void obtrudeValue(@Nullable T value) {
        super.obtrudeValue(value);
        cancelCurrent();
    }

    @Override
    public void obtrudeException(Throwable error) {
        super.obtrudeException(error);
        cancelCurrent();
    }

    private boolean cancelled(boolean ended) {
        if (ended) {
            cancelCurrent();
        }
        return ended;
    }

    private void cancelCurrent() {
        CompletableFuture<?> step = current;
        if (step != null && !step.isDone()) {
            step.cancel(true);
        }
    }

    /** Goes on with a step; if it fails, so does the chain. */
    public <S> Chain<T> step(CompletableFuture<S> step, Consumer<S> onValue) {
        return step(step, onValue, this::completeExceptionally);
    }

    /** Goes on with a step, and says what becomes of its failure. */
    public <S> Chain<T> step(CompletableFuture<S> step, Consumer<S> onValue, Consumer<Throwable> onError) {
        current = step;
        if (isDone()) {
            step.cancel(true);
        }
        step.whenComplete((value, error) -> {
            try {
                if (error == null) {
                    onValue.accept(value);
                } else {
                    onError.accept(Failures.unwrap(error));
                }
            } catch (RuntimeException e) {
                completeExceptionally(e);
            }
        });
        return this;
    }
}
