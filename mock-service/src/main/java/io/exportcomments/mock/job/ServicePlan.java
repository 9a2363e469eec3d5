package io.exportcomments.mock.job;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What an account may do: the limits and the platforms of its subscription. Immutable.
 *
 * @param name as the job object's {@code plan} shows it
 * @param requestsPerMinute requests to {@code /api} in any 60 s
 * @param creationsPerDay jobs created in any 24 h
 * @param running exports running at once
 * @param queued exports waiting beyond those that run
 * @param creationsPerThreeMinutes well-formed create requests in any 3 min
 * @param jobsPerFiveMinutes jobs created or retried in any 5 min
 * @param webhooks webhooks at once
 * @param batches what may be submitted in batches
 * @param refusedPlatforms platforms answered with {@code PLATFORM_NOT_ALLOWED}, in lower case
 * @param timesShorter how many times shorter the spans of these limits are, batches aside: 1 as documented, more for a
 *     test that can't wait
 */
public record ServicePlan(
        String name,
        int requestsPerMinute,
        int creationsPerDay,
        int running,
        int queued,
        int creationsPerThreeMinutes,
        int jobsPerFiveMinutes,
        int webhooks,
        BatchLimits batches,
        Set<String> refusedPlatforms,
        int timesShorter) {

    /** A limit that is none. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** Checks that the limits make sense. */
    public ServicePlan {
        if (requestsPerMinute < 1 || running < 1 || creationsPerThreeMinutes < 1 || jobsPerFiveMinutes < 1) {
            throw new IllegalArgumentException("limits must be at least 1");
        }
        if (timesShorter < 1) {
            throw new IllegalArgumentException("spans are 1 or more times shorter, not " + timesShorter);
        }
        if (creationsPerDay < 0 || queued < 0 || webhooks < 0) {
            throw new IllegalArgumentException("limits must not be negative");
        }
        refusedPlatforms = Set.copyOf(refusedPlatforms);
    }

    /** A span of the documents as it is on this plan. */
    public Duration span(Duration documented) {
        return documented.dividedBy(timesShorter);
    }

    /** The service's Premium plan, by its documentation. */
    public static ServicePlan premium() {
        return new ServicePlan(
                "premium", 60, 100, 1, 3, 7, 10, 1, new BatchLimits(25, 5, Duration.ofMinutes(30)), Set.of(), 1);
    }

    /** The service's Business plan, by its documentation. */
    public static ServicePlan business() {
        return new ServicePlan(
                "business",
                200,
                UNLIMITED,
                5,
                5,
                30,
                15,
                10,
                new BatchLimits(100, 5, Duration.ofMinutes(10)),
                Set.of(),
                1);
    }

    /** No limits; the default. */
    public static ServicePlan unlimited() {
        return new ServicePlan(
                "business",
                UNLIMITED,
                UNLIMITED,
                UNLIMITED,
                UNLIMITED,
                UNLIMITED,
                UNLIMITED,
                UNLIMITED,
                BatchLimits.NONE,
                Set.of(),
                1);
    }

    /** This plan with another number of requests in any 60 s. */
    public ServicePlan withRequestsPerMinute(int limit) {
        return new ServicePlan(
                name,
                limit,
                creationsPerDay,
                running,
                queued,
                creationsPerThreeMinutes,
                jobsPerFiveMinutes,
                webhooks,
                batches,
                refusedPlatforms,
                timesShorter);
    }

    /** This plan with another number of creations in any 24 h. */
    public ServicePlan withCreationsPerDay(int limit) {
        return new ServicePlan(
                name,
                requestsPerMinute,
                limit,
                running,
                queued,
                creationsPerThreeMinutes,
                jobsPerFiveMinutes,
                webhooks,
                batches,
                refusedPlatforms,
                timesShorter);
    }

    /** This plan with another number of exports running at once. */
    public ServicePlan withRunning(int limit) {
        return new ServicePlan(
                name,
                requestsPerMinute,
                creationsPerDay,
                limit,
                queued,
                creationsPerThreeMinutes,
                jobsPerFiveMinutes,
                webhooks,
                batches,
                refusedPlatforms,
                timesShorter);
    }

    /**
     * This plan with another number of exports waiting. With 0 a job that finds no free slot is refused with
     * {@code CONCURRENCY_RATE_LIMIT}; otherwise the one too many is refused with {@code QUEUE_LIMIT_EXCEEDED}.
     */
    public ServicePlan withQueued(int limit) {
        return new ServicePlan(
                name,
                requestsPerMinute,
                creationsPerDay,
                running,
                limit,
                creationsPerThreeMinutes,
                jobsPerFiveMinutes,
                webhooks,
                batches,
                refusedPlatforms,
                timesShorter);
    }

    /** This plan with another number of create requests in any 3 min. */
    public ServicePlan withCreationsPerThreeMinutes(int limit) {
        return new ServicePlan(
                name,
                requestsPerMinute,
                creationsPerDay,
                running,
                queued,
                limit,
                jobsPerFiveMinutes,
                webhooks,
                batches,
                refusedPlatforms,
                timesShorter);
    }

    /** This plan with another number of jobs in any 5 min. */
    public ServicePlan withJobsPerFiveMinutes(int limit) {
        return new ServicePlan(
                name,
                requestsPerMinute,
                creationsPerDay,
                running,
                queued,
                creationsPerThreeMinutes,
                limit,
                webhooks,
                batches,
                refusedPlatforms,
                timesShorter);
    }

    /** This plan with another number of webhooks at once. */
    public ServicePlan withWebhooks(int limit) {
        return new ServicePlan(
                name,
                requestsPerMinute,
                creationsPerDay,
                running,
                queued,
                creationsPerThreeMinutes,
                jobsPerFiveMinutes,
                limit,
                batches,
                refusedPlatforms,
                timesShorter);
    }

    /** This plan with other limits of batches. */
    public ServicePlan withBatches(BatchLimits limits) {
        return new ServicePlan(
                name,
                requestsPerMinute,
                creationsPerDay,
                running,
                queued,
                creationsPerThreeMinutes,
                jobsPerFiveMinutes,
                webhooks,
                limits,
                refusedPlatforms,
                timesShorter);
    }

    /** This plan without some platforms, such as {@code linkedin}. */
    public ServicePlan withoutPlatforms(String... platforms) {
        Set<String> refused = new HashSet<>(refusedPlatforms);
        Arrays.stream(platforms).map(p -> p.toLowerCase(Locale.ROOT)).forEach(refused::add);
        return new ServicePlan(
                name,
                requestsPerMinute,
                creationsPerDay,
                running,
                queued,
                creationsPerThreeMinutes,
                jobsPerFiveMinutes,
                webhooks,
                batches,
                refused,
                timesShorter);
    }

    /** This plan with spans of its limits that are so many times shorter than documented, batches aside. */
    public ServicePlan withSpansShorter(int times) {
        return new ServicePlan(
                name,
                requestsPerMinute,
                creationsPerDay,
                running,
                queued,
                creationsPerThreeMinutes,
                jobsPerFiveMinutes,
                webhooks,
                batches,
                refusedPlatforms,
                times);
    }

    /**
     * What may be submitted in batches.
     *
     * @param urls URLs of batches that have not ended
     * @param submissions batches in any span of the length {@code per}; only those count of which a URL was taken
     * @param per that length
     */
    public record BatchLimits(int urls, int submissions, Duration per) {

        /** No limits. */
        public static final BatchLimits NONE = new BatchLimits(UNLIMITED, UNLIMITED, Duration.ofMinutes(1));

        /** Checks that the limits make sense. */
        public BatchLimits {
            if (urls < 1 || submissions < 1 || per.isNegative() || per.isZero()) {
                throw new IllegalArgumentException("limits must be at least 1, and their span positive");
            }
        }
    }
}
