package io.exportcomments.policy.resilience4j.internal.limit;

import io.exportcomments.job.Plan;
import java.time.Duration;

/**
 * How much a plan allows of each quota, and in which span.
 *
 * @param floor how many requests a minute the watches can have at least
 * @param ceiling how many they can have at most
 */
public record PlanWindows(Plan plan, int floor, int ceiling) {
    int most(Quota quota) {
        return switch (quota) {
            case REQUESTS -> plan.requestsPerMinute();
            case FOREGROUND -> plan.requestsPerMinute() - floor;
            case BACKGROUND -> ceiling;
            case CREATIONS -> plan.creationsPerThreeMinutes();
            case JOBS -> plan.jobsPerFiveMinutes();
            case BATCHES -> plan.batches().submissions();
            case DAY -> plan.creationsPerDay();
        };
    }

    Duration span(Quota quota) {
        return switch (quota) {
            case REQUESTS, FOREGROUND, BACKGROUND -> Duration.ofMinutes(1);
            case CREATIONS -> Duration.ofMinutes(3);
            case JOBS -> Duration.ofMinutes(5);
            case BATCHES -> plan.batches().span();
            case DAY -> Duration.ofDays(1);
        };
    }

    /** Whether the quota bounds nothing. */
    boolean isUnlimited(Quota quota) {
        return most(quota) == Integer.MAX_VALUE;
    }
}
