package io.exportcomments.job;

import io.exportcomments.annotation.Experimental;
import java.util.Objects;

/**
 * What an account's plan allows. Source: the service's page on rate limits.
 *
 * @param name the plan's name
 * @param requestsPerMinute requests in any minute, 1 or more
 * @param creationsPerDay creations in a day, {@link Integer#MAX_VALUE} for no limit
 * @param runningExports exports running at once
 * @param queuedExports exports waiting at once
 * @param creationsPerThreeMinutes creations in any 3 minutes
 * @param jobsPerFiveMinutes jobs in any 5 minutes
 * @param batches what it allows of batches
 */
public record Plan(
        String name,
        int requestsPerMinute,
        int creationsPerDay,
        int runningExports,
        int queuedExports,
        int creationsPerThreeMinutes,
        int jobsPerFiveMinutes,
        @Experimental BatchAllowance batches) {

    /** The smaller plan, and what the library reckons with when it is told nothing. */
    public static final Plan PREMIUM = new Plan("premium", 60, 100, 1, 3, 7, 10, BatchAllowance.PREMIUM);

    /** The larger plan. */
    public static final Plan BUSINESS =
            new Plan("business", 200, Integer.MAX_VALUE, 5, 5, 30, 15, BatchAllowance.BUSINESS);

    /**
     * A plan that allows as much of batches as the smaller one.
     *
     * @throws IllegalArgumentException if a limit is less than 1
     */
    public Plan(
            String name,
            int requestsPerMinute,
            int creationsPerDay,
            int runningExports,
            int queuedExports,
            int creationsPerThreeMinutes,
            int jobsPerFiveMinutes) {
        this(
                name,
                requestsPerMinute,
                creationsPerDay,
                runningExports,
                queuedExports,
                creationsPerThreeMinutes,
                jobsPerFiveMinutes,
                BatchAllowance.PREMIUM);
    }

    /**
     * @throws IllegalArgumentException if a limit is less than 1
     */
    public Plan {
        Objects.requireNonNull(batches, "batches");
        if (Math.min(
                        Math.min(Math.min(requestsPerMinute, creationsPerDay), Math.min(runningExports, queuedExports)),
                        Math.min(creationsPerThreeMinutes, jobsPerFiveMinutes))
                < 1) {
            throw new IllegalArgumentException("Each limit of plan '" + name + "' must be 1 or more");
        }
    }
}
