package io.exportcomments.job;

import io.exportcomments.annotation.Experimental;
import java.util.List;
import java.util.Objects;

/**
 * How a batch stands. Immutable. Source: the service's Python client 2.2.0.
 *
 * @param batchId the id of the batch
 * @param complete whether all of its jobs have ended
 * @param jobs the jobs of the batch; match them with URLs by {@link Job#url()}
 * @param rejected the URLs that have no job
 */
@Experimental
public record BatchState(BatchId batchId, boolean complete, List<Job> jobs, List<RejectedUrl> rejected) {
    /** Checks that nothing is null, and copies the lists. */
    public BatchState {
        Objects.requireNonNull(batchId, "batchId");
        jobs = List.copyOf(jobs);
        rejected = List.copyOf(rejected);
    }

    /** The ids of its jobs. */
    public List<JobGuid> guids() {
        return jobs.stream().map(Job::guid).toList();
    }

    /** How many of its jobs stand so. */
    public long count(JobStatus status) {
        return jobs.stream().filter(job -> job.status() == status).count();
    }
}
