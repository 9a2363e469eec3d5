package io.exportcomments.port;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Reads the state of jobs for the watches of a client. Readings that are asked for at about the same time share
 * requests: a page of the list in place of one request for each job, whenever that is cheaper. All readings together
 * stay within the watches' share of the plan, and a 429 makes all of them wait. Thread-safe; nothing blocks.
 */
@FunctionalInterface
public interface StateReader {
    /**
     * The state of a job, read by a request that begins after this call. It fails with the error of that request, which
     * is not repeated. Cancelling the future takes the wish back.
     */
    CompletableFuture<Job> read(JobGuid guid);

    /**
     * The states of several jobs, each as {@link #read} has it, but wished for all at once, so that the first of them
     * does not go alone.
     *
     * @return one future for each job, in the order of the guids
     */
    default List<CompletableFuture<Job>> readTogether(List<JobGuid> guids) {
        return guids.stream().map(this::read).toList();
    }
}
