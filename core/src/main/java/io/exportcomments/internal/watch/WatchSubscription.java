package io.exportcomments.internal.watch;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.internal.log.LibraryLog;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobUpdate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's end of a watch: calls it in order, one call at a time, on the callback threads. What it could not
 * take yet is kept as the newest update of each run of the same status, so a slow subscriber gets the newest progress
 * and every change of status, the end above all.
 */
final class WatchSubscription implements Flow.Subscription {
    private final JobGuid guid;
    private final Flow.Subscriber<? super JobUpdate> subscriber;
    private final Executor executor;
    private final Consumer<WatchSubscription> onOver;
    private final Object lock = new Object();
    /** Null while nothing waits, which is nearly always. */
    private @Nullable Deque<JobUpdate> pending;

    private long demand;
    private boolean subscribed;
    private boolean running;
    private boolean ended;
    private @Nullable Throwable error;
    private volatile boolean over;

    WatchSubscription(
            JobGuid guid,
            Flow.Subscriber<? super JobUpdate> subscriber,
            Executor executor,
            Consumer<WatchSubscription> onOver) {
        this.guid = guid;
        this.subscriber = Objects.requireNonNull(subscriber, "subscriber");
        this.executor = executor;
        this.onOver = onOver;
    }

    /** The job that is watched. */
    JobGuid guid() {
        return guid;
    }

    void offer(JobUpdate update) {
        synchronized (lock) {
            if (over || ended) {
                return;
            }
            pending = pending == null ? new ArrayDeque<>(2) : pending;
            JobUpdate last = pending.peekLast();
            if (last != null && last.attempt() == update.attempt() && last.status() == update.status()) {
                pending.pollLast();
            }
            pending.add(update);
        }
        schedule();
    }

    void complete() {
        end(null);
    }

    void fail(Throwable cause) {
        end(cause);
    }

    private void end(@Nullable Throwable cause) {
        synchronized (lock) {
            if (over || ended) {
                return;
            }
            ended = true;
            error = cause;
        }
        schedule();
    }

    /** Nothing more is called, and what waits is dropped. */
    boolean isOver() {
        return over;
    }

    @Override
    public void request(long n) {
        synchronized (lock) {
            if (over) {
                return;
            }
            if (n <= 0) {
                pending = null;
                ended = true;
                error = new IllegalArgumentException(
                        "A subscriber must request 1 or more (Reactive Streams rule 3.9): " + n);
            } else {
                demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
            }
        }
        schedule();
    }

    @Override
    public void cancel() {
        synchronized (lock) {
            if (over) {
                return;
            }
            over = true;
            pending = null;
        }
        onOver.accept(this);
    }

    /** Hands the subscription over; what was offered before follows it. */
    void start() {
        schedule();
    }

    private void schedule() {
        synchronized (lock) {
            if (running || over || !hasCall()) {
                return;
            }
            running = true;
        }
        try {
            executor.execute(this::run);
        } catch (RuntimeException | Error e) {
            endHere(e);
        }
    }

    /** Whoever waits for the end must hear of one, also where no thread is left to tell it: it is told on this one. */
    private void endHere(Throwable refusal) {
        synchronized (lock) {
            if (!ended) {
                pending = null;
                ended = true;
                error = reason(refusal);
            }
        }
        run();
    }

    /** The client's own threads refuse calls when it is being closed, a program's for reasons of their own. */
    private Throwable reason(Throwable refusal) {
        if (refusal.getCause() instanceof ClientClosedException) {
            return new ClientClosedException(ErrorContext.of(guid), refusal);
        }
        LibraryLog.get()
                .log(System.Logger.Level.WARNING, "The callback executor takes no calls; a watch ends", refusal);
        return refusal;
    }

    private boolean hasCall() {
        return !subscribed || (pending != null && demand > 0) || (pending == null && ended);
    }

    private void run() {
        try {
            while (step()) {
                // Each step is one call to the subscriber.
            }
        } catch (Throwable e) {
            LibraryLog.get()
                    .log(System.Logger.Level.WARNING, "A subscriber failed; it gets no more updates, the others do", e);
            cancel();
        }
    }

    private boolean step() {
        JobUpdate next = null;
        boolean first;
        synchronized (lock) {
            if (over || !hasCall()) {
                running = false;
                return false;
            }
            first = !subscribed;
            subscribed = true;
            if (!first && pending != null) {
                next = pending.poll();
                pending = pending.isEmpty() ? null : pending;
                demand = demand == Long.MAX_VALUE ? demand : demand - 1;
            } else if (!first) {
                over = true;
            }
        }
        if (first) {
            subscriber.onSubscribe(this);
        } else if (next != null) {
            subscriber.onNext(next);
        } else {
            finish();
        }
        return true;
    }

    private void finish() {
        onOver.accept(this);
        if (error != null) {
            subscriber.onError(error);
        } else {
            subscriber.onComplete();
        }
    }
}
