package io.exportcomments.internal.watch;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.StateReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The service's state as a test sets it: answered at once, or when the test says so. */
final class ScriptedStates implements StateReader {
    final Deque<CompletableFuture<Job>> waiting = new ArrayDeque<>();
    Function<JobGuid, Job> state;
    RuntimeException failure;
    boolean manual;
    int reads;

    ScriptedStates(Function<JobGuid, Job> state) {
        this.state = state;
    }

    @Override
    public CompletableFuture<Job> read(JobGuid guid) {
        reads++;
        if (manual) {
            CompletableFuture<Job> future = new CompletableFuture<>();
            waiting.add(future);
            return future;
        }
        return failure != null
                ? CompletableFuture.failedFuture(failure)
                : CompletableFuture.completedFuture(state.apply(guid));
    }
}
