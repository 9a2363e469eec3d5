package io.exportcomments.bulk.internal;

import io.exportcomments.AsyncExportComments;
import io.exportcomments.AsyncJobHandle;
import io.exportcomments.adapter.Failures;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.error.LifecycleConflictException;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Creates one job for each item; an item that has a job already gets that one retried. */
final class SingleCreations {
    private final AsyncExportComments client;
    private final Executor blocking;

    /**
     * @param blocking runs what blocks on the store
     */
    SingleCreations(AsyncExportComments client, Executor blocking) {
        this.client = client;
        this.blocking = blocking;
    }

    /**
     * Whether a worker may be about to retry the job of an item that waits: nothing is written down before that, so
     * that worker alone can tell whether the job runs again.
     */
    static boolean mayBeRetried(ItemRecord item) {
        return item.state() == ItemState.WAITING && item.job() != null && item.owner() != null;
    }

    /** Sends an item that waits. Does not block. */
    void send(Sending sending, SendingOutcome outcome) {
        ItemRecord item = sending.item();
        JobGuid job = item.job();
        if (job == null) {
            CompletableFuture<AsyncJobHandle> creation = client.create(item.request(), sending.journal());
            sending.follow(creation);
            tell(sending, creation.thenApply(AsyncJobHandle::guid), outcome);
        } else {
            tell(sending, retry(sending, job), outcome);
        }
    }

    /** Finishes a sending that nobody settled. */
    void resume(Sending sending, Instant sentAt, Map<JobGuid, Instant> ofOthers, SendingOutcome outcome) {
        CompletableFuture<AsyncJobHandle> creation =
                client.resumeCreate(sending.item().request(), sentAt, ofOthers, sending.journal());
        sending.follow(creation);
        tell(sending, creation.thenApply(AsyncJobHandle::guid), outcome);
    }

    /** Doing so twice does no harm: only a job that has failed is retried. */
    private CompletableFuture<JobGuid> retry(Sending sending, JobGuid guid) {
        return client.get(guid).thenCompose(job -> unlessItRuns(sending, job)).thenApply(Job::guid);
    }

    private CompletableFuture<Job> unlessItRuns(Sending sending, Job job) {
        return job.status() == JobStatus.ERROR
                ? CompletableFuture.runAsync(sending::check, blocking).thenCompose(checked -> retried(job))
                : CompletableFuture.completedFuture(job);
    }

    private CompletableFuture<Job> retried(Job job) {
        return client.retry(job.guid()).exceptionally(error -> {
            if (Failures.unwrap(error) instanceof LifecycleConflictException) {
                return job;
            }
            throw new CompletionException(Failures.unwrap(error));
        });
    }

    private static void tell(Sending sending, CompletableFuture<JobGuid> creation, SendingOutcome outcome) {
        creation.whenComplete((@Nullable JobGuid job, @Nullable Throwable failure) -> {
            if (failure != null) {
                outcome.failed(sending, Failures.unwrap(failure));
            } else if (job != null) {
                outcome.created(sending, job);
            }
        });
    }
}
