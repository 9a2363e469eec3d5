package io.exportcomments.spring.boot.internal;

import io.exportcomments.ExportComments;
import io.exportcomments.adapter.Failures;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.spring.boot.ExportCommentsProperties;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Up when the service answers a ping with this token. Details: the update sources and the circuit breaker, as they last
 * said of themselves. Since each ping costs a request, the last answer counts for a while.
 */
public final class ExportCommentsHealthIndicator extends AbstractHealthIndicator {
    private final ExportComments client;
    private final ClientStatus condition;
    private final Duration pingEvery;
    private final Duration timeout;
    private @Nullable CompletableFuture<Void> ping;
    private long pingedAt;

    public ExportCommentsHealthIndicator(
            ExportComments client, ClientStatus condition, ExportCommentsProperties.Health settings) {
        super("The ExportComments service could not be asked");
        this.client = client;
        this.condition = condition;
        this.pingEvery = settings.pingEvery();
        this.timeout = settings.timeout();
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) throws InterruptedException {
        condition.sources().forEach((source, state) -> builder.withDetail(source, state.name()));
        condition.breaker().ifPresent(state -> builder.withDetail("breaker", state.name()));
        try {
            latestPing().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            builder.up();
        } catch (ExecutionException e) {
            builder.down(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            builder.down().withDetail("error", "No answer within " + timeout);
        }
    }

    private synchronized CompletableFuture<Void> latestPing() {
        CompletableFuture<Void> latest = ping;
        long now = System.nanoTime();
        boolean isOld = now - pingedAt >= pingEvery.toNanos();
        if (latest == null || (latest.isDone() && (isOld || wasNotSent(latest)))) {
            latest = client.async().ping();
            ping = latest;
            pingedAt = now;
        }
        return latest;
    }

    /** A ping to a client that was closed says nothing of one that is open again, and cost no request. */
    private static boolean wasNotSent(CompletableFuture<Void> done) {
        return done.handle((@Nullable Void answer, @Nullable Throwable failure) ->
                        failure != null && Failures.unwrap(failure) instanceof ClientClosedException)
                .join();
    }
}
