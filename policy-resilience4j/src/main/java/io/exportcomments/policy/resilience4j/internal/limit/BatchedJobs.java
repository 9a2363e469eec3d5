package io.exportcomments.policy.resilience4j.internal.limit;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import java.time.Duration;
import java.util.Map;

/** Which jobs came of batches, and which of these have not ended. Not thread-safe. */
final class BatchedJobs {
    private final int limit;
    private final RunningJobs places;

    private final Map<JobGuid, Boolean> members = new NewestEntries<>();

    BatchedJobs(int limit, Duration forgetAfter) {
        this.limit = limit;
        this.places = new RunningJobs(limit, forgetAfter);
    }

    int limit() {
        return limit;
    }

    /** The jobs that have not ended. */
    RunningJobs places() {
        return places;
    }

    boolean has(JobGuid guid) {
        return members.containsKey(guid);
    }

    /** A job of a batch was seen. */
    void seen(Job job, long asked, long now) {
        members.put(job.guid(), true);
        places.seen(job, asked, now);
    }
}
