package io.exportcomments.mock.internal.jobs;

import io.exportcomments.mock.job.ServicePlan;
import java.time.Instant;

/** The plan's limits over time. Guarded by the engine's lock. */
final class Limits {

    private static final String WINDOW = "RATE_WINDOW_EXCEEDED";

    private final SlidingWindow requests = new SlidingWindow(Assumptions.REQUESTS_WINDOW);
    private final SlidingWindow creations = new SlidingWindow(Assumptions.CREATIONS_WINDOW);
    private final SlidingWindow day = new SlidingWindow(Assumptions.DAY);
    private final SlidingWindow batches = new SlidingWindow(Assumptions.DAY);
    private final SlidingWindow jobs = new SlidingWindow(Assumptions.JOBS_WINDOW);

    void request(ServicePlan plan, Instant now) {
        requests.span(plan.span(Assumptions.REQUESTS_WINDOW));
        requests.check(
                plan.requestsPerMinute(),
                now,
                "RATE_LIMIT_EXCEEDED",
                "Rate limit exceeded. Please wait before retrying.");
        requests.count(now);
    }

    void creation(ServicePlan plan, Instant now) {
        creations.span(plan.span(Assumptions.CREATIONS_WINDOW));
        creations.check(plan.creationsPerThreeMinutes(), now, WINDOW, "Too many exports were created in a short time.");
        creations.count(now);
        checkDay(plan, now);
        job(plan, now);
    }

    void batch(ServicePlan plan, int urls, int underWay, Instant now) {
        int most = plan.batches().urls();
        if (urls > most) {
            throw ApiError.invalid("A batch can hold " + most + " URLs on your plan.");
        }
        if ((long) urls + underWay > most) {
            throw ApiError.limit(
                    "QUEUE_LIMIT_EXCEEDED",
                    "Too many URLs are queued in batches.",
                    now,
                    now.plus(Assumptions.UNKNOWN_WAIT));
        }
        batches.span(plan.batches().per());
        batches.check(plan.batches().submissions(), now, WINDOW, "Too many batches were submitted in a short time.");
    }

    void batchTaken(Instant now) {
        batches.count(now);
    }

    /** Counts one job of a batch. */
    void batched(ServicePlan plan, Instant now) {
        checkDay(plan, now);
        day.count(now);
    }

    private void checkDay(ServicePlan plan, Instant now) {
        day.span(plan.span(Assumptions.DAY));
        day.check(plan.creationsPerDay(), now, "DAILY_LIMIT_EXCEEDED", "The daily limit of exports is reached.");
    }

    void job(ServicePlan plan, Instant now) {
        jobs.span(plan.span(Assumptions.JOBS_WINDOW));
        jobs.check(plan.jobsPerFiveMinutes(), now, WINDOW, "Too many jobs were started in a short time.");
    }

    void created(Instant now) {
        day.count(now);
        jobs.count(now);
    }

    void retried(Instant now) {
        jobs.count(now);
    }

    static ApiError noPlace(ServicePlan plan, Instant now, Instant free) {
        return plan.queued() == 0
                ? ApiError.limit("CONCURRENCY_RATE_LIMIT", "Too many exports are running.", now, free)
                : ApiError.limit("QUEUE_LIMIT_EXCEEDED", "Too many exports are queued.", now, free);
    }
}
