package io.exportcomments.bulk.jdbc.processes;

import io.exportcomments.job.Plan;
import io.exportcomments.mock.job.ServicePlan;
import java.util.Arrays;

/** A plan of the tests, as an argument of a program. */
final class PlanText {
    private PlanText() {}

    /** {@code requests,running,queued,creations,jobs}, each in its span. */
    static Plan read(String text) {
        int[] n = Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
        return new Plan("test", n[0], Integer.MAX_VALUE, n[1], n[2], n[3], n[4]);
    }

    /** What the service allows by the same plan. */
    static ServicePlan service(Plan plan) {
        return ServicePlan.unlimited()
                .withRequestsPerMinute(plan.requestsPerMinute())
                .withRunning(plan.runningExports())
                .withQueued(plan.queuedExports())
                .withCreationsPerThreeMinutes(plan.creationsPerThreeMinutes())
                .withJobsPerFiveMinutes(plan.jobsPerFiveMinutes())
                .withSpansShorter(SharingWorker.SHORTER);
    }
}
