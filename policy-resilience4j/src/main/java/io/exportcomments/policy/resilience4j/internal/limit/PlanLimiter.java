package io.exportcomments.policy.resilience4j.internal.limit;

import io.exportcomments.adapter.Failures;
import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.Sent;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientListener;
import io.exportcomments.job.Job;
import io.exportcomments.policy.resilience4j.internal.call.SteppedCall;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls as the plan allows, first come, first served: a call overtakes only those that wait for a limit which it
 * does not need. No thread waits: a waiting call is a future in a queue, and one timer wakes the queue. Thread-safe;
 * nothing is called with the lock held.
 */
public final class PlanLimiter implements TransportInterceptor {
    /** The name of the limit on jobs that run or wait. */
    static final String EXPORTS = "exports";

    /** The name of the limit on URLs of batches that have not ended. */
    static final String BATCH_URLS = "batch-urls";

    private final Timekeeper time;
    private final ClientListener listener;
    private final @Nullable SharedTurns shared;
    private final Object lock = new Object();
    private final PlanUsage usage;
    private final WaitingCalls<LimitedCall<?>> waiting = new WaitingCalls<>();
    private final Deque<LimitedCall<?>> allowed = new ArrayDeque<>();

    /**
     * One thread sends at a time, so that calls leave in their order and a chain of answers does not grow the stack.
     */
    private final SerialExecutor sender = new SerialExecutor();

    private Timekeeper.@Nullable Timer timer;
    private long timerAt;

    /**
     * A limiter for an account.
     *
     * @param forgetAfter after how long without news a job counts as ended
     * @param shared gets what is allowed here a turn among all programs of the account; null if there is but this one
     */
    public PlanLimiter(
            PlanWindows windows,
            Duration forgetAfter,
            Timekeeper time,
            ClientListener listener,
            @Nullable SharedTurns shared) {
        this.time = time;
        this.listener = listener;
        this.shared = shared;
        this.usage = new PlanUsage(windows, forgetAfter, shared != null);
    }

    @Override
    public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
        LimitedCall<T> limited = new LimitedCall<>(call, chain);
        if (limited.kind == CallKind.BATCHING && call.urls() > usage.largestBatch()) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("The batch has " + call.urls()
                    + " URLs; the plan allows " + usage.largestBatch() + " in all batches that have not ended"));
        }
        RateLimitException tooLong = enter(limited);
        if (tooLong != null) {
            limited.completeExceptionally(tooLong);
            return limited;
        }
        sendAllowed();
        tell(limited.kind);
        return limited;
    }

    private @Nullable RateLimitException enter(LimitedCall<?> limited) {
        CallKind kind = limited.kind;
        int urls = limited.call.urls();
        synchronized (lock) {
            long now = time.nanoTime();
            int ahead = waiting.size(kind);
            long wait = usage.untilAllowed(kind, ahead, urls, now);
            if (limited.call.deadline().isPresent()
                    && wait > limited.call.deadline().getAsLong() - now) {
                return tooLong(limited.call, usage.longestWait(kind, ahead, urls, now), Duration.ofNanos(wait));
            }
            limited.number = waiting.add(kind, limited);
            // Before any other thread can take it, and say how what it sends is ended.
            limited.step(() -> leave(limited));
        }
        return null;
    }

    private static RateLimitException tooLong(TransportCall call, RateLimit limit, Duration wait) {
        ErrorContext context =
                ErrorContext.of(call.operation(), call.guid().orElse(null)).refusedWait(wait);
        return new RateLimitException(context, limit, Optional.of(wait), null);
    }

    private void leave(LimitedCall<?> limited) {
        synchronized (lock) {
            waiting.remove(limited.kind, limited.number);
        }
        sendAllowed();
        tell(limited.kind);
    }

    private void sendAllowed() {
        synchronized (lock) {
            long now = time.nanoTime();
            for (LimitedCall<?> next = takeAllowed(now); next != null; next = takeAllowed(now)) {
                next.begun = now;
                usage.begin(next.kind, next.call.urls());
                allowed.add(next);
            }
            setTimer(now);
        }
        sender.execute(this::send);
    }

    private @Nullable LimitedCall<?> takeAllowed(long now) {
        if (waiting.isEmpty()) {
            return null;
        }
        return waiting.takeFirst(next -> usage.allows(next.kind, next.call.urls(), now));
    }

    private void send() {
        for (LimitedCall<?> next = nextToSend(); next != null; next = nextToSend()) {
            next.send();
        }
    }

    private @Nullable LimitedCall<?> nextToSend() {
        synchronized (lock) {
            return allowed.poll();
        }
    }

    private void setTimer(long now) {
        long soonest = Long.MAX_VALUE;
        for (CallKind kind : CallKind.ALL) {
            LimitedCall<?> first = waiting.isEmpty() ? null : waiting.first(kind);
            if (first != null) {
                soonest = Math.min(soonest, usage.untilFirstAllowed(kind, first.call.urls(), now));
            }
        }
        if (soonest == Long.MAX_VALUE) {
            clearTimer();
        } else if (timer == null || timerAt != now + soonest) {
            clearTimer();
            timerAt = now + soonest;
            timer = time.schedule(Duration.ofNanos(soonest), this::wake);
        }
    }

    private void clearTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void wake() {
        synchronized (lock) {
            timer = null;
        }
        sendAllowed();
        tell(null);
    }

    private void ended(LimitedCall<?> call, @Nullable Object answer, @Nullable Throwable failure) {
        long pause;
        synchronized (lock) {
            pause = usage.end(call.kind, call.call.urls(), answer, failure, call.begun, time.nanoTime());
        }
        if (pause > 0) {
            listener.heard(new ClientEvent.AccountPaused(Duration.ofNanos(pause)));
        }
        sendAllowed();
        tell(call.kind);
    }

    /** A job was seen by another way than an answer. */
    public void seen(Job job) {
        synchronized (lock) {
            usage.seen(job, time.nanoTime());
        }
        if (shared != null) {
            shared.heard(job);
        }
        sendAllowed();
        tell(CallKind.CREATING);
        tell(CallKind.BATCHING);
    }

    /** Tells how the limits of a kind of calls stand, or all of them. */
    private void tell(@Nullable CallKind kind) {
        if (listener == ClientListener.NONE) {
            return;
        }
        List<ClientEvent> events = new ArrayList<>(kind == CallKind.ASKING ? 2 : 10);
        synchronized (lock) {
            long now = time.nanoTime();
            for (Quota quota : usage.limited()) {
                if (kind == null || kind.needs().contains(quota)) {
                    events.add(new ClientEvent.LimitChanged(quota.label(), usage.left(quota, now), waitingFor(quota)));
                }
            }
            if (kind == null || kind.startsJobs()) {
                int starting = waiting.size(CallKind.CREATING) + waiting.size(CallKind.RETRYING);
                events.add(new ClientEvent.LimitChanged(EXPORTS, usage.jobsLeft(now), starting));
            }
            if (kind == null || kind == CallKind.BATCHING) {
                int batches = waiting.size(CallKind.BATCHING);
                events.add(new ClientEvent.LimitChanged(BATCH_URLS, usage.batchUrlsLeft(now), batches));
            }
        }
        events.forEach(listener::heard);
    }

    private int waitingFor(Quota quota) {
        int calls = 0;
        for (CallKind kind : CallKind.ALL) {
            calls += !waiting.isEmpty() && kind.needs().contains(quota) ? waiting.size(kind) : 0;
        }
        return calls;
    }

    /** A call in the queue, and later on its way. */
    private final class LimitedCall<T> extends SteppedCall<T> {
        private final TransportCall call;
        private final Chain<T> chain;
        private final CallKind kind;
        private long number;
        private long begun;

        LimitedCall(TransportCall call, Chain<T> chain) {
            this.call = call;
            this.chain = chain;
            this.kind = CallKind.of(call);
        }

        void send() {
            if (isDone()) {
                ended(this, null, new ConnectionException(ErrorContext.NONE, Sent.NO, false, "cancelled", null));
                return;
            }
            SharedTurns turns = shared;
            CompletableFuture<T> exchange =
                    proceed(turns == null ? chain : () -> turns.intercept(call, chain, this::isOver));
            step(() -> exchange.cancel(true));
            exchange.whenComplete((answer, failure) -> {
                try {
                    if (turns == null) {
                        isOver(answer, failure);
                    }
                } finally {
                    take(answer, failure);
                }
            });
        }

        private void isOver(@Nullable Object answer, @Nullable Throwable failure) {
            ended(this, answer, failure == null ? null : Failures.unwrap(failure));
        }
    }
}
