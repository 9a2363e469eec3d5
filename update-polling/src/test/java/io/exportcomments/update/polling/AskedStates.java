package io.exportcomments.update.polling;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.port.StateReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A reader that answers what a test says, and keeps who was asked for together. */
final class AskedStates implements StateReader {
    final List<List<JobGuid>> rounds = new ArrayList<>();
    final List<CompletableFuture<Job>> readings = new ArrayList<>();
    Function<JobGuid, CompletableFuture<Job>> answer = guid -> CompletableFuture.completedFuture(running(guid));

    @Override
    public CompletableFuture<Job> read(JobGuid guid) {
        CompletableFuture<Job> reading = answer.apply(guid);
        readings.add(reading);
        return reading;
    }

    @Override
    public List<CompletableFuture<Job>> readTogether(List<JobGuid> guids) {
        if (!guids.isEmpty()) {
            rounds.add(List.copyOf(guids));
        }
        return guids.stream().map(this::read).toList();
    }

    void failWith(RuntimeException error) {
        answer = guid -> CompletableFuture.failedFuture(error);
    }

    void work() {
        answer = guid -> CompletableFuture.completedFuture(running(guid));
    }

    static Job running(JobGuid guid) {
        return Job.builder(guid, JobStatus.PROGRESS).build();
    }
}
