package io.exportcomments.bulk.jdbc.simulation;

import io.exportcomments.job.BatchAllowance;
import io.exportcomments.job.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** The shortest time that a plan allows for so many jobs, all of them as long: greedy, with no latency. */
final class Optimum {
    private Optimum() {}

    /** Each creation at the first moment at which each limit and a place allow it. */
    static Duration oneByOne(Plan plan, int urls, Duration job) {
        List<Long> created = new ArrayList<>();
        List<Long> ended = new ArrayList<>();
        for (int k = 0; k < urls; k++) {
            long at = k == 0 ? 0 : created.get(k - 1);
            at = Math.max(at, windows(plan, created, k));
            at = Math.max(at, freed(ended, k - plan.runningExports() - plan.queuedExports(), 0));
            created.add(at);
            long begins = Math.max(at, freed(ended, k - plan.runningExports(), 0));
            ended.add(begins + job.toMillis());
        }
        return Duration.ofMillis(ended.get(urls - 1));
    }

    private static long windows(Plan plan, List<Long> created, int k) {
        return Math.max(
                freed(created, k - plan.creationsPerThreeMinutes(), 180_000),
                freed(created, k - plan.jobsPerFiveMinutes(), 300_000));
    }

    private static long freed(List<Long> times, int index, long window) {
        return index < 0 ? 0 : times.get(index) + window;
    }

    /**
     * Single creations as soon as the windows allow them, and besides batches of as many URLs as one can have, as soon
     * as their window allows them; each job in the first place to run that is free. Nothing is faster, as it looks at
     * no other limit.
     */
    static Duration bothWays(Plan plan, int urls, Duration job) {
        PriorityQueue<Long> released = new PriorityQueue<>();
        List<Long> created = new ArrayList<>();
        for (int k = 0; k < urls; k++) {
            created.add(Math.max(k == 0 ? 0 : created.get(k - 1), windows(plan, created, k)));
        }
        released.addAll(created);
        BatchAllowance batches = plan.batches();
        for (int batch = 0; batch * batches.urls() < urls; batch++) {
            long at = batch / batches.submissions() * batches.span().toMillis();
            for (int i = 0; i < batches.urls(); i++) {
                released.add(at);
            }
        }
        List<Long> ended = new ArrayList<>();
        for (int k = 0; k < urls; k++) {
            ended.add(Math.max(released.remove(), freed(ended, k - plan.runningExports(), 0)) + job.toMillis());
        }
        return Duration.ofMillis(ended.get(urls - 1));
    }
}
