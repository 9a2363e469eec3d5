package io.exportcomments.bulk.jdbc.processes;

import io.exportcomments.error.RateLimitException;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Puts policies that live by {@link ShorterTime} into a client of true time. */
record ShorterLimits(TransportInterceptor policies, ShorterTime time) implements TransportInterceptor {
    @Override
    public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
        OptionalLong end = call.deadline().isPresent()
                ? OptionalLong.of(time.of(call.deadline().getAsLong()))
                : call.deadline();
        CompletableFuture<T> answer = policies.intercept(call.withDeadline(end), chain);
        CompletableFuture<T> shown = answer.exceptionallyCompose(error -> CompletableFuture.failedFuture(shown(error)));
        shown.whenComplete((done, failure) -> {
            if (shown.isCancelled()) {
                answer.cancel(true);
            }
        });
        return shown;
    }

    private Throwable shown(Throwable failure) {
        Throwable error =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (error instanceof RateLimitException limited
                && limited.context().httpStatus().isEmpty()) {
            return new RateLimitException(
                    limited.context(), limited.limit(), limited.retryAfter().map(this::real), null);
        }
        return error;
    }

    private Duration real(Duration wait) {
        return wait.dividedBy(SharingWorker.SHORTER);
    }
}
