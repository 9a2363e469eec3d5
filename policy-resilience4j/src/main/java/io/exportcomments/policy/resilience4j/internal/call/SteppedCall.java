package io.exportcomments.policy.resilience4j.internal.call;

import io.exportcomments.adapter.Failures;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.TransportInterceptor.Chain;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call that goes on in steps: a wait, an attempt, another wait. However it ends, the step under way is ended with it,
 * so cancelling it reaches what is really going on.
 *
 * @param <T> what the call answers
 */
public class SteppedCall<T> extends CompletableFuture<T> {
    @SuppressWarnings("rawtypes")
    private static final AtomicReferenceFieldUpdater<SteppedCall, Runnable> ENDING =
            AtomicReferenceFieldUpdater.newUpdater(SteppedCall.class, Runnable.class, "ending");

    private volatile @Nullable Runnable ending;

    /** A call with no step yet. */
    public SteppedCall() {}

    @Override
    public final boolean complete(T value) {
        boolean first = super.complete(value);
        endStep();
        return first;
    }

    @Override
    public final boolean completeExceptionally(Throwable failure) {
        boolean first = super.completeExceptionally(failure);
        endStep();
        return first;
    }

    @Override
    public final boolean cancel(boolean mayInterrupt) {
        boolean cancelled = super.cancel(mayInterrupt);
        endStep();
        return cancelled;
    }

    @Override
    public final CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        executor.execute(() -> {
            try {
                complete(supplier.get());
            } catch (RuntimeException | Error e) {
                completeExceptionally(e);
            }
        });
        return this;
    }

    private void endStep() {
        Runnable end = ending == null ? null : ENDING.getAndSet(this, null);
        if (end != null) {
            end.run();
        }
    }

    /** A step begins: says how it is ended if this is over before it is. */
    public final void step(Runnable end) {
        ending = end;
        if (isDone()) {
            endStep();
        }
    }

    /** Goes on after a pause; the timer may ring, and the next step begin, before this returns. */
    public final void stepAfter(Duration pause, Timekeeper time, Runnable next) {
        CompletableFuture<Timekeeper.Timer> timer = new CompletableFuture<>();
        step(() -> timer.thenAccept(Timekeeper.Timer::cancel));
        timer.complete(time.schedule(pause, next));
    }

    /** The call is answered; an answer that nobody waits for any more is closed, if it is to be. */
    @SuppressWarnings("NullAway") // T is nullable where the exchange's T is: ping answers null
    public final void answer(@Nullable T value) {
        if (!complete(value) && value instanceof RemoteFile file) {
            try {
                file.close();
            } catch (IOException unwanted) {
                // Nobody is left who wants the file, nor the reason why it did not close well.
                return;
            }
        }
    }

    /** Ends as another future does. */
    public final void take(@Nullable T value, @Nullable Throwable failure) {
        if (failure == null) {
            answer(value);
        } else {
            completeExceptionally(Failures.unwrap(failure));
        }
    }

    /** Goes on along the chain; what is thrown there is in the future. */
    public static <T> CompletableFuture<T> proceed(Chain<T> chain) {
        try {
            return chain.proceed();
        } catch (RuntimeException | Error broken) {
            return CompletableFuture.failedFuture(broken);
        }
    }
}
