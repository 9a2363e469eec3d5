package io.exportcomments.policy.resilience4j.internal.guard;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.policy.resilience4j.internal.call.SteppedCall;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import io.github.resilience4j.timelimiter.TimeLimiter;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/** Ends a whole call, with all that goes on for it, when its time is over. Thread-safe. */
public final class TimeLimitInterceptor implements TransportInterceptor {
    private final TimeLimiter limiter;
    private final Timekeeper time;

    /** Takes its time from this limiter, and tells it what became of each call. */
    public TimeLimitInterceptor(TimeLimiter limiter, Timekeeper time) {
        this.limiter = limiter;
        this.time = time;
    }

    /** The call with its deadline drawn in, so that what is inside knows in time what does not fit. */
    public TransportCall within(TransportCall call) {
        long end = time.nanoTime() + allowed().toNanos();
        boolean sooner = call.deadline().isEmpty() || end - call.deadline().getAsLong() < 0;
        return sooner ? call.withDeadline(OptionalLong.of(end)) : call;
    }

    private Duration allowed() {
        return limiter.getTimeLimiterConfig().getTimeoutDuration();
    }

    @Override
    public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
        SteppedCall<T> work = new SteppedCall<>();
        Duration allowed = allowed();
        Timekeeper.Timer alarm = time.schedule(allowed, () -> {
            ErrorContext context = ErrorContext.of(call.operation(), call.guid().orElse(null));
            if (work.completeExceptionally(new DeadlineExceededException(context, allowed, null))) {
                limiter.onError(new TimeoutException("over after " + allowed));
            }
        });
        CompletableFuture<T> inner = SteppedCall.proceed(chain);
        work.step(() -> {
            alarm.cancel();
            inner.cancel(true);
        });
        inner.whenComplete((answer, failure) -> {
            if (work.isDone()) {
                work.take(answer, failure);
            } else if (failure == null) {
                limiter.onSuccess();
                work.answer(answer);
            } else {
                limiter.onError(Failures.unwrap(failure));
                work.take(answer, failure);
            }
        });
        return work;
    }
}
