package io.exportcomments.spring.boot.internal;

import io.exportcomments.bulk.BulkExportsBuilder;
import io.exportcomments.job.Plan;
import io.exportcomments.spring.boot.BulkProperties;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sets bulk exports up by the properties. */
public final class BulkSettings {
    private static final Duration EXCHANGE = Duration.ofSeconds(60);
    private static final Duration USUAL_MARGIN = Duration.ofSeconds(30);
    private static final Duration LEAST_MARGIN = Duration.ofSeconds(5);

    private BulkSettings() {}

    /**
     * Sets all that has a value.
     *
     * @param attempt how long an attempt of the client may take
     * @throws IllegalArgumentException if one is out of its range, or the time of a creation is shorter than the
     *     client's attempt
     */
    public static void set(BulkExportsBuilder builder, BulkProperties properties, Duration attempt, Plan plan) {
        Integer concurrency = properties.concurrency();
        builder.worker(properties.worker())
                .concurrency(concurrency == null ? plan.runningExports() + plan.queuedExports() : concurrency)
                .heartbeat(properties.heartbeat())
                .exchangeTimeout(exchange(properties.exchangeTimeout(), attempt))
                .settling(properties.settling());
        Duration lease = properties.lease();
        if (lease != null) {
            builder.lease(lease);
        }
    }

    private static Duration exchange(@Nullable Duration wanted, Duration attempt) {
        if (wanted == null) {
            Duration least = attempt.plus(USUAL_MARGIN);
            return least.compareTo(EXCHANGE) > 0 ? least : EXCHANGE;
        }
        if (wanted.compareTo(attempt.plus(LEAST_MARGIN)) < 0) {
            throw new IllegalArgumentException("exportcomments.bulk.exchange-timeout must be at least 5 s longer than"
                    + " exportcomments.timeouts.attempt: " + wanted.toSeconds() + " s and " + attempt.toSeconds()
                    + " s");
        }
        return wanted;
    }
}
