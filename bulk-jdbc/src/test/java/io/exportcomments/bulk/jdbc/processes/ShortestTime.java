package io.exportcomments.bulk.jdbc.processes;

import io.exportcomments.mock.job.ServicePlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The shortest time that a plan allows, with no latency: each creation as soon as each limit and a place allow it. */
final class ShortestTime {
    private ShortestTime() {}

    static Duration of(ServicePlan plan, Duration job, int urls) {
        long creationSpan = plan.span(Duration.ofMinutes(3)).toMillis();
        long jobSpan = plan.span(Duration.ofMinutes(5)).toMillis();
        List<Long> created = new ArrayList<>();
        List<Long> ended = new ArrayList<>();
        for (int k = 0; k < urls; k++) {
            long at = k == 0 ? 0 : created.get(k - 1);
            at = Math.max(at, freed(created, k - plan.creationsPerThreeMinutes(), creationSpan));
            at = Math.max(at, freed(created, k - plan.jobsPerFiveMinutes(), jobSpan));
            at = Math.max(at, freed(ended, k - plan.running() - plan.queued(), 0));
            created.add(at);
            ended.add(Math.max(at, freed(ended, k - plan.running(), 0)) + job.toMillis());
        }
        return Duration.ofMillis(ended.get(urls - 1));
    }

    private static long freed(List<Long> times, int index, long span) {
        return index < 0 ? 0 : times.get(index) + span;
    }
}
