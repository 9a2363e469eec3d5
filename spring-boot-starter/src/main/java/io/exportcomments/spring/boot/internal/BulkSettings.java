package io.exportcomments.spring.boot.internal;

import io.exportcomments.bulk.BulkExportsBuilder;
import io.exportcomments.job.Plan;
import io.exportcomments.spring.boot.BulkProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/** Sets bulk exports up by the properties. */
public final class BulkSettings {
    private static final Duration LEAST_MARGIN = Duration.ofSeconds(5);

    private BulkSettings() {}

    /**
     * Sets all that has a value.
     *
     * @param attempt how long an attempt of the client may take, whoever set it
     * @throws InvalidSettingException if one is out of its range, or the time of a creation is shorter than the
     *     client's attempt
     */
    public static void set(BulkExportsBuilder builder, BulkProperties properties, Duration attempt, Plan plan) {
        Integer wanted = properties.concurrency();
        int concurrency = wanted == null ? plan.runningExports() + plan.queuedExports() : wanted;
        naming("worker", () -> builder.worker(properties.worker()));
        naming("concurrency", () -> builder.concurrency(concurrency));
        naming("heartbeat", () -> builder.heartbeat(properties.heartbeat()));
        Duration exchange = properties.exchangeTimeout();
        if (exchange != null) {
            checkExchange(exchange, attempt);
            naming("exchange-timeout", () -> builder.exchangeTimeout(exchange));
        }
        naming("settling", () -> builder.settling(properties.settling()));
        Duration purgeAfter = properties.purgeAfter();
        if (purgeAfter != null) {
            naming("purge-after", () -> builder.purgeAfter(purgeAfter));
        }
        Duration lease = properties.lease();
        if (lease != null) {
            if (lease.compareTo(properties.heartbeat()) <= 0) {
                throw new InvalidSettingException("The property exportcomments.bulk.lease must be longer than"
                        + " exportcomments.bulk.heartbeat: " + lease.toMillis() + " ms and "
                        + properties.heartbeat().toMillis() + " ms");
            }
            naming("lease", () -> builder.lease(lease));
        }
    }

    /**
     * Finds out whether results can be written to a directory, which is made where it is missing: exports are paid for
     * before their results need a place.
     *
     * @throws InvalidSettingException if they can't
     */
    public static void checkResults(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, ".exportcomments", ".try"));
        } catch (IOException e) {
            throw new InvalidSettingException("The property exportcomments.bulk.results.directory can't be used."
                    + " Nothing can be written to " + directory + ": " + e);
        }
    }

    private static void naming(String property, Supplier<BulkExportsBuilder> use) {
        InvalidSettingException.naming("exportcomments.bulk." + property, use);
    }

    private static void checkExchange(Duration wanted, Duration attempt) {
        if (wanted.compareTo(attempt.plus(LEAST_MARGIN)) < 0) {
            throw new InvalidSettingException(
                    "The property exportcomments.bulk.exchange-timeout must be at least 5 s longer than"
                            + " exportcomments.timeouts.attempt: " + wanted.toSeconds() + " s and "
                            + attempt.toSeconds()
                            + " s");
        }
    }
}
