package io.exportcomments.bulk.jdbc.simulation;

import io.exportcomments.mock.internal.jobs.JobEngine;
import io.exportcomments.mock.internal.jobs.JobScripts;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.time.MockClock;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** The mock service's jobs and limits in virtual time, without the network. */
final class SimulatedService {
    private final JobScripts scripts = new JobScripts();
    private final JobEngine jobs;
    private int refused;

    SimulatedService(VirtualTimekeeper time, Duration skew, ServicePlan plan, JobScript course, long seed) {
        scripts.otherwise(course);
        jobs = new JobEngine(new Clock(time, skew), plan, scripts, new SplittableRandom(seed));
    }

    /** Jobs of URLs with this text take another course. */
    void script(String part, JobScript course) {
        scripts.add(url -> url.contains(part), course);
    }

    JobEngine jobs() {
        return jobs;
    }

    List<MockJob> all() {
        return jobs.all();
    }

    void refused() {
        refused++;
    }

    /** How many requests were answered with 429. */
    int refusals() {
        return refused;
    }

    private record Clock(VirtualTimekeeper time, Duration skew) implements MockClock {
        @Override
        public Instant now() {
            return time.now().plus(skew);
        }

        @Override
        public Duration realTimeUntil(Instant until) {
            return Duration.ZERO;
        }

        @Override
        public Registration drive(Timed timed) {
            return () -> {};
        }
    }
}
