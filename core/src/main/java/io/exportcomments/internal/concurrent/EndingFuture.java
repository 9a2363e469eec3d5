package io.exportcomments.internal.concurrent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A future that takes note of its own end, however it comes; a stage that hangs on it would cost two objects more. */
public abstract class EndingFuture<T> extends CompletableFuture<T> {
    /** It has ended, and what hangs on it has run. May be told more than once. */
    protected abstract void ended();

    @Override
    public boolean complete(@Nullable T value) {
        return told(super.complete(value));
    }

    @Override
    public boolean completeExceptionally(Throwable error) {
        return told(super.completeExceptionally(error));
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return told(super.cancel(mayInterruptIfRunning));
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        whenComplete((value, error) -> ended());
        return super.completeAsync(supplier, executor);
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier) {
        return completeAsync(supplier, defaultExecutor());
    }

    @Override
    public void obtrudeValue(@Nullable T value) {
        super.obtrudeValue(value);
        ended();
    }

    @Override
    public void obtrudeException(Throwable error) {
        super.obtrudeException(error);
        ended();
    }

    private boolean told(boolean now) {
        if (now) {
            ended();
        }
        return now;
    }
}
