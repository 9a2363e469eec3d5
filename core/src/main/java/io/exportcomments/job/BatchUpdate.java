package io.exportcomments.job;

import io.exportcomments.annotation.Experimental;
import java.util.List;

/**
 * What the watch of a batch delivers: all of its jobs as they are known now. Immutable.
 *
 * @param size how many jobs the batch has
 * @param jobs the newest of each job of which something is known
 */
@Experimental
public record BatchUpdate(int size, List<JobUpdate> jobs) {
    /**
     * @throws IllegalArgumentException if there are more jobs than the batch has
     */
    public BatchUpdate {
        jobs = List.copyOf(jobs);
        if (jobs.size() > size) {
            throw new IllegalArgumentException("A batch of " + size + " can't have " + jobs.size() + " jobs");
        }
    }

    /** How many jobs are known to stand so. */
    public int count(JobStatus status) {
        return (int) jobs.stream().filter(job -> job.status() == status).count();
    }

    /** How many jobs have ended, whatever the end. */
    public int ended() {
        return (int) jobs.stream().filter(JobUpdate::isTerminal).count();
    }

    /** How many items were exported so far, as far as the service has said so. */
    public long exported() {
        return jobs.stream()
                .mapToLong(job -> job.progress().map(JobProgress::exported).orElse(0L))
                .sum();
    }

    /** Whether all jobs have ended: it is the last one of its watch. */
    public boolean isTerminal() {
        return ended() == size;
    }
}
