package io.exportcomments.policy.resilience4j.internal.retry;

import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.policy.resilience4j.internal.flow.Work;
import io.exportcomments.policy.resilience4j.internal.guard.HeldBack;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import io.github.resilience4j.retry.Retry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The one layer that sends a call again. What is safe to repeat is repeated after any passing trouble; a creation and a retry of a job only
 * after a refusal that shows they were not taken. What the library asks for its watches is not repeated here: whoever asked asks again, in
 * its own time. Thread-safe.
 */
public final class Again implements TransportInterceptor {
    private final Retry retry;
    private final Timekeeper time;
    private final boolean limitsPause;

    /**
     * Goes by this retry, within what is safe.
     *
     * @param limitsPause whether the limits inside make the account wait after a 429, so that the call queues up there at once
     */
    public Again(Retry retry, Timekeeper time, boolean limitsPause) {
        this.retry = retry;
        this.time = time;
        this.limitsPause = limitsPause;
    }

    @Override
    public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
        if (call.background()) {
            return chain.proceed();
        }
        Attempts<T> attempts = new Attempts<>(call, chain);
        attempts.next();
        return attempts;
    }

    private static boolean isSafe(TransportCall call, Throwable failure) {
        return failure instanceof ExportCommentsException known
                && known.isTransient()
                && (call.idempotent() || known.provesNothingTaken());
    }

    /** Whether the call did not leave: the limits or the breaker of this very program had something against it. */
    private static boolean isOwn(Throwable failure) {
        return failure.getCause() instanceof HeldBack
                || (failure instanceof RateLimitException refusal
                        && refusal.context().httpStatus().isEmpty());
    }

    private final class Attempts<T> extends Work<T> {
        private final TransportCall call;
        private final Chain<T> chain;
        private final Retry.AsyncContext<T> context = retry.asyncContext();
        private final long deadline;
        private int sent;

        /** What the last attempt that left came to. */
        private @Nullable ExportCommentsException last;

        Attempts(TransportCall call, Chain<T> chain) {
            this.call = call;
            this.chain = chain;
            this.deadline = call.deadline()
                    .orElse(time.nanoTime() + Timeouts.DEFAULT.call().toNanos());
        }

        void next() {
            if (isDone()) {
                return;
            }
            CompletableFuture<T> exchange = proceed(chain);
            step(() -> exchange.cancel(true));
            exchange.whenComplete((answer, failure) -> {
                if (failure == null) {
                    context.onComplete();
                    answer(answer);
                } else if (!isDone()) {
                    failed(unwrapped(failure));
                }
            });
        }

        private void failed(Throwable failure) {
            boolean own = isOwn(failure);
            if (!own) {
                sent++;
                last = failure instanceof ExportCommentsException known ? known : null;
            }
            boolean refusedByLimits = own && failure instanceof RateLimitException;
            if (refusedByLimits || !isSafe(call, failure)) {
                giveUp(failure, refusedByLimits ? Backoff.said(failure) : Duration.ZERO);
                return;
            }
            long millis = context.onError(failure);
            if (millis < 0) {
                giveUp(failure, Duration.ZERO);
            } else {
                pause(failure, pauseAfter(failure, Duration.ofMillis(millis)));
            }
        }

        private Duration pauseAfter(Throwable failure, Duration backoff) {
            if (failure.getCause() instanceof HeldBack held) {
                return longer(held.untilNext(), backoff);
            }
            boolean queued = limitsPause && failure instanceof RateLimitException;
            return queued ? Duration.ZERO : longer(Backoff.said(failure), backoff);
        }

        private static Duration longer(Duration one, Duration other) {
            return one.compareTo(other) > 0 ? one : other;
        }

        private void pause(Throwable failure, Duration wait) {
            if (wait.toNanos() >= deadline - time.nanoTime()) {
                giveUp(failure, wait);
                return;
            }
            Timekeeper.Timer timer = time.schedule(wait, this::next);
            step(timer::cancel);
        }

        /** Fails with the last answer there was, how often it was tried, and the wait that did not fit if that is why. */
        private void giveUp(Throwable failure, Duration refused) {
            ExportCommentsException answered = last;
            if (answered == null && failure instanceof ExportCommentsException own) {
                answered = own;
            }
            if (answered == null) {
                completeExceptionally(failure);
                return;
            }
            ErrorContext told = answered.context()
                    .attempts(Math.max(sent, answered.context().attempts()));
            told = refused.isZero() ? told : told.refusedWait(refused);
            completeExceptionally(answered.context().equals(told) ? answered : withSuppressed(answered, told));
        }

        private ExportCommentsException withSuppressed(ExportCommentsException answered, ErrorContext told) {
            ExportCommentsException said = answered.withContext(told);
            for (Throwable suppressed : answered.getSuppressed()) {
                said.addSuppressed(suppressed);
            }
            return said;
        }
    }
}
