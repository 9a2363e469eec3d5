package io.exportcomments.internal.concurrent;

import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.job.Operation;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One subscriber's view: it is called in turns on the callback threads, and given no more than it requested. Once these
 * threads take no more, it hears of the end on the thread that found out. What it throws ends its view.
 *
 * @param <T> what the subscriber gets
 */
public abstract class SerialSubscription<T> implements Flow.Subscription {
    private final Flow.Subscriber<? super T> subscriber;
    private final Executor callbacks;
    private final Operation operation;
    private final SerialExecutor turns = new SerialExecutor();
    private final AtomicLong demand = new AtomicLong();
    private volatile boolean over;

    /**
     * A view that is not begun.
     *
     * @param callbacks calls the subscriber
     * @param operation what a client that is closed did not finish
     */
    protected SerialSubscription(Flow.Subscriber<? super T> subscriber, Executor callbacks, Operation operation) {
        this.subscriber = Objects.requireNonNull(subscriber, "subscriber");
        this.callbacks = callbacks;
        this.operation = operation;
    }

    /** In a turn, once the subscriber has its subscription. */
    protected abstract void subscribed();

    /** In a turn, whenever more was requested. */
    protected abstract void step();

    /** Ends what is in progress, as nobody takes it any more; may be called again. */
    protected abstract void release();

    /** Gives the subscriber its subscription. */
    public final void begin() {
        try {
            callbacks.execute(() -> inTurn(() -> {
                subscriber.onSubscribe(this);
                if (!over) {
                    subscribed();
                }
            }));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            inTurn(() -> {
                subscriber.onSubscribe(this);
                fail(reason(e));
            });
        }
    }

    @Override
    public final void request(long n) {
        if (over) {
            return;
        }
        if (n <= 0) {
            onCallbackThread(
                    () -> fail(new IllegalArgumentException("A subscriber must request 1 or more (rule 3.9): " + n)));
            return;
        }
        demand.getAndUpdate(before -> before + n < 0 ? Long.MAX_VALUE : before + n);
        onCallbackThread(this::step);
    }

    @Override
    public final void cancel() {
        over = true;
        turns.execute(this::release);
    }

    /** Whether the subscriber is called no more. */
    protected final boolean isOver() {
        return over;
    }

    /** Whether the subscriber takes another one now. */
    protected final boolean isWanted() {
        return !over && demand.get() > 0;
    }

    /** In a turn: gives the subscriber what it wants. */
    protected final void next(T item) {
        demand.getAndUpdate(left -> left == Long.MAX_VALUE ? left : left - 1);
        subscriber.onNext(item);
    }

    /** In a turn: there is no more. */
    protected final void complete() {
        if (!over) {
            over = true;
            subscriber.onComplete();
        }
    }

    /** In a turn: ends it with an error. */
    protected final void fail(Throwable error) {
        if (!over) {
            end();
            subscriber.onError(error);
        }
    }

    /** Runs a task in a turn, on a callback thread. */
    protected final void onCallbackThread(Runnable task) {
        try {
            callbacks.execute(() -> inTurn(task));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            inTurn(() -> fail(reason(e)));
        }
    }

    /** Runs a task in a turn, on the thread that has the turn. */
    protected final void inTurn(Runnable task) {
        turns.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                end();
                throw e;
            }
        });
    }

    private void end() {
        over = true;
        release();
    }

    private Throwable reason(Throwable refusal) {
        return refusal instanceof RejectedExecutionException
                ? new ClientClosedException(ErrorContext.of(operation, null), refusal)
                : refusal;
    }
}
