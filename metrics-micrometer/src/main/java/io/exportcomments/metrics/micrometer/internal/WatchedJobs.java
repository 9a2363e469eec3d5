package io.exportcomments.metrics.micrometer.internal;

import io.exportcomments.job.JobGuid;
import io.exportcomments.metrics.micrometer.names.ClientMeter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many jobs are watched, by the source that each lives on. Thread-safe. */
final class WatchedJobs {
    /** The source of a job that no source is live for yet. */
    static final String NONE = "none";

    private final Map<JobGuid, Watched> jobs = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final ClientMeters meters;

    WatchedJobs(ClientMeters meters) {
        this.meters = meters;
        count(NONE);
    }

    /**
     * A job that is watched.
     *
     * @param times how many watches of it have begun and not ended: two for a moment, when a watch begins while the one
     *     before ends
     * @param count where it is counted
     */
    private record Watched(int times, AtomicInteger count) {}

    void started(JobGuid guid) {
        AtomicInteger none = count(NONE);
        jobs.compute(guid, (job, before) -> {
            if (before != null) {
                return new Watched(before.times() + 1, before.count());
            }
            none.incrementAndGet();
            return new Watched(1, none);
        });
    }

    void taken(JobGuid guid, String source) {
        AtomicInteger next = count(source);
        jobs.computeIfPresent(guid, (job, before) -> {
            before.count().decrementAndGet();
            next.incrementAndGet();
            return new Watched(before.times(), next);
        });
    }

    void ended(JobGuid guid) {
        jobs.computeIfPresent(guid, (job, before) -> {
            if (before.times() > 1) {
                return new Watched(before.times() - 1, before.count());
            }
            before.count().decrementAndGet();
            return null;
        });
    }

    private AtomicInteger count(String source) {
        AtomicInteger known = counts.get(source);
        if (known != null) {
            return known;
        }
        AtomicInteger fresh = new AtomicInteger();
        AtomicInteger other = counts.putIfAbsent(source, fresh);
        if (other != null) {
            return other;
        }
        meters.gauge(ClientMeter.WATCHED_JOBS, fresh, AtomicInteger::get, source);
        return fresh;
    }
}
