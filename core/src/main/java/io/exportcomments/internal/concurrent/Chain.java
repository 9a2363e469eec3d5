package io.exportcomments.internal.concurrent;

import io.exportcomments.adapter.Failures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A future made of steps one after the other. However it ends, the step under way is cancelled, so cancelling it
 * reaches what is really going on. Steps fail with what really failed, without the wrapping of futures.
 */
public final class Chain<T> extends EndingFuture<T> {
    private volatile @Nullable CompletableFuture<?> current;

    @Override
    protected void ended() {
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
            } catch (RuntimeException | Error e) {
                completeExceptionally(e);
            }
        });
        return this;
    }
}
