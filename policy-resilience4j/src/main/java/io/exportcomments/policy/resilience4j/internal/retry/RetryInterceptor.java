package io.exportcomments.policy.resilience4j.internal.retry;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientListener;
import io.exportcomments.event.RetryReason;
import io.exportcomments.policy.resilience4j.internal.call.SteppedCall;
import io.exportcomments.policy.resilience4j.internal.guard.CircuitOpenException;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import io.github.resilience4j.retry.Retry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The one layer that sends a call again. What is safe to repeat is repeated after any passing trouble; a creation and a
 * retry of a job only after a refusal that shows they were not taken. What the library asks for its watches is not
 * repeated here: whoever asked asks again, in its own time. Thread-safe.
 */
public final class RetryInterceptor implements TransportInterceptor {
    private final Retry retry;
    private final Timekeeper time;
    private final boolean limitsPause;
    private final ClientListener listener;

    /**
     * Goes by this retry, within what is safe.
     *
     * @param limitsPause whether the limits inside make the account wait after a 429, so that the call queues up there
     *     at once
     * @param listener hears of each pause
     */
    public RetryInterceptor(Retry retry, Timekeeper time, boolean limitsPause, ClientListener listener) {
        this.retry = retry;
        this.time = time;
        this.limitsPause = limitsPause;
        this.listener = listener;
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

    /** Whether the call was never sent: this program's own limits or circuit breaker held it back. */
    private static boolean isLocal(Throwable failure) {
        return failure.getCause() instanceof CircuitOpenException
                || (failure instanceof RateLimitException refusal
                        && refusal.context().httpStatus().isEmpty());
    }

    /** How long the service says to wait; zero where it says nothing. */
    private static Duration requestedWait(Throwable failure) {
        return failure instanceof ExportCommentsException known
                ? known.retryAfter().orElse(Duration.ZERO)
                : Duration.ZERO;
    }

    private static RetryReason reason(Throwable failure) {
        if (failure.getCause() instanceof CircuitOpenException) {
            return RetryReason.CIRCUIT_OPEN;
        }
        if (failure instanceof RateLimitException) {
            return RetryReason.RATE_LIMIT;
        }
        return failure instanceof ConnectionException ? RetryReason.CONNECTION_TROUBLE : RetryReason.SERVICE_TROUBLE;
    }

    private final class Attempts<T> extends SteppedCall<T> {
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
                    failed(Failures.unwrap(failure));
                }
            });
        }

        private void failed(Throwable failure) {
            boolean local = isLocal(failure);
            if (!local) {
                sent++;
                last = failure instanceof ExportCommentsException known ? known : null;
            }
            boolean refusedByLimits = local && failure instanceof RateLimitException;
            if (refusedByLimits || !isSafe(call, failure)) {
                giveUp(failure, refusedByLimits ? requestedWait(failure) : Duration.ZERO);
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
            if (failure.getCause() instanceof CircuitOpenException open) {
                return longer(open.untilNext(), backoff);
            }
            boolean queued = limitsPause && failure instanceof RateLimitException;
            return queued ? Duration.ZERO : longer(requestedWait(failure), backoff);
        }

        private static Duration longer(Duration one, Duration other) {
            return one.compareTo(other) > 0 ? one : other;
        }

        private void pause(Throwable failure, Duration wait) {
            if (wait.toNanos() >= deadline - time.nanoTime()) {
                giveUp(failure, wait);
                return;
            }
            if (!wait.isZero()) {
                listener.heard(
                        new ClientEvent.RetryScheduled(call.operation(), call.guid(), sent, wait, reason(failure)));
            }
            stepAfter(wait, time, this::next);
        }

        /**
         * Fails with the last answer there was, how often it was tried, and the wait that did not fit if that is why.
         */
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
