package io.exportcomments.internal.watch;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobUpdate;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** Follows jobs: what the client's faces need of the watch engine. Thread-safe; nothing blocks. */
public interface Following extends AutoCloseable {
    /** The updates of a job: each subscriber watches from now until the job's end, or until it cancels. */
    Flow.Publisher<JobUpdate> updates(JobGuid guid);

    /** The same for a listener, with no limit on what it can take; the subscription is for cancelling. */
    Flow.Subscription listen(JobGuid guid, Consumer<JobUpdate> onUpdate, Runnable onEnd, Consumer<Throwable> onError);

    /** The job as it ends, whatever the end: done, error or stopped. Cancelling the future ends the waiting. */
    CompletableFuture<Job> end(JobGuid guid);

    /** What is known of a job, while it is watched or remembered. */
    Optional<Job> snapshot(JobGuid guid);

    /** Tells what an answer to the program's own call said of a job. */
    void seen(Job job);

    /** Ends all watches with a {@link io.exportcomments.error.ClientClosedException}. */
    @Override
    void close();
}
