package io.exportcomments.policy.resilience4j.internal.guard;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.CallCancelledException;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.LocalFileException;
import io.exportcomments.error.Sent;
import io.exportcomments.error.ServiceException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.event.BreakerState;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientListener;
import io.exportcomments.job.Operation;
import io.exportcomments.policy.resilience4j.internal.call.SteppedCall;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends no calls while the service is down. 5xx, time-outs, refused and broken connections count against it; any other
 * answer, a 429 and the 4xx among them, shows that it is there; what was cancelled shows nothing, unless its deadline
 * was over. Files may be on other hosts, so they are neither counted nor held back. Thread-safe.
 */
public final class CircuitBreakerInterceptor implements TransportInterceptor {
    private static final Duration WHILE_PROBED = Duration.ofSeconds(1);

    private final CircuitBreaker breaker;
    private final Timekeeper time;
    private final AtomicLong transitions = new AtomicLong();
    private volatile long openedAt;

    /** Goes by this circuit breaker, and tells the listener how it stands. */
    public CircuitBreakerInterceptor(CircuitBreaker breaker, Timekeeper time, ClientListener listener) {
        this.breaker = breaker;
        this.time = time;
        this.openedAt = time.nanoTime();
        breaker.getEventPublisher().onStateTransition(event -> {
            State now = event.getStateTransition().getToState();
            transitions.incrementAndGet();
            if (now == State.OPEN) {
                openedAt = time.nanoTime();
            }
            listener.heard(new ClientEvent.BreakerChanged(shown(now)));
        });
    }

    private static BreakerState shown(State state) {
        return switch (state) {
            case OPEN, FORCED_OPEN -> BreakerState.OPEN;
            case HALF_OPEN -> BreakerState.HALF_OPEN;
            case CLOSED, DISABLED, METRICS_ONLY -> BreakerState.CLOSED;
        };
    }

    @Override
    public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
        if (call.operation() == Operation.FILE) {
            return chain.proceed();
        }
        if (!breaker.tryAcquirePermission()) {
            return CompletableFuture.failedFuture(circuitOpen(call));
        }
        PassedCall passed = new PassedCall(call);
        CompletableFuture<T> exchange = SteppedCall.proceed(chain);
        exchange.whenComplete(passed);
        return exchange;
    }

    /** A call that the breaker let through. */
    private final class PassedCall implements BiConsumer<@Nullable Object, @Nullable Throwable> {
        private final TransportCall call;
        private final long begun = breaker.getCurrentTimestamp();
        private final State state = breaker.getState();
        private final long before = transitions.get();

        PassedCall(TransportCall call) {
            this.call = call;
        }

        @Override
        public void accept(@Nullable Object answer, @Nullable Throwable failure) {
            if (isOfThisState()) {
                note(call, begun, failure);
            }
        }

        /**
         * What began in an earlier state says nothing about this one: a half-open breaker is decided by its probes
         * alone.
         */
        private boolean isOfThisState() {
            return state == breaker.getState() && before == transitions.get();
        }
    }

    private void note(TransportCall call, long begun, @Nullable Throwable failure) {
        long took = Math.max(0, breaker.getCurrentTimestamp() - begun);
        TimeUnit unit = breaker.getTimestampUnit();
        if (failure == null) {
            breaker.onSuccess(took, unit);
            return;
        }
        Optional<Throwable> trouble = trouble(call, Failures.unwrap(failure));
        if (trouble.isPresent()) {
            breaker.onError(took, unit, trouble.get());
        } else if (tellsNothing(Failures.unwrap(failure))) {
            breaker.releasePermission();
        } else {
            breaker.onSuccess(took, unit);
        }
    }

    private Optional<Throwable> trouble(TransportCall call, Throwable failure) {
        if (failure instanceof ServiceException || failure instanceof ConnectionException) {
            return Optional.of(failure);
        }
        boolean late = call.deadline().isPresent() && call.deadline().getAsLong() - time.nanoTime() <= 0;
        return failure instanceof CancellationException && late
                ? Optional.of(new DeadlineExceededException(
                        ErrorContext.of(call.operation(), call.guid().orElse(null)), Duration.ZERO, failure))
                : Optional.empty();
    }

    /** What is no error of the library's comes from an interceptor, or from a machine that has no more memory. */
    private static boolean tellsNothing(Throwable failure) {
        return !(failure instanceof ExportCommentsException)
                || failure instanceof CallCancelledException
                || failure instanceof ClientClosedException
                || failure instanceof LocalFileException
                || failure instanceof UnreadableAnswerException;
    }

    private ConnectionException circuitOpen(TransportCall call) {
        Duration wait = untilNext();
        String what = "the circuit breaker is open for " + Math.max(1, wait.toSeconds())
                + " s more because the service failed too often";
        return new ConnectionException(
                ErrorContext.of(call.operation(), call.guid().orElse(null)),
                Sent.NO,
                false,
                what,
                new CircuitOpenException(breaker.getName(), wait));
    }

    private Duration untilNext() {
        if (breaker.getState() != State.OPEN) {
            return WHILE_PROBED;
        }
        Long pause = breaker.getCircuitBreakerConfig()
                .getWaitIntervalFunctionInOpenState()
                .apply(1);
        long left = Duration.ofMillis(pause + 1).toNanos() - (time.nanoTime() - openedAt);
        return Duration.ofNanos(Math.max(WHILE_PROBED.toNanos(), left));
    }
}
