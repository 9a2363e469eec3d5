package io.exportcomments.internal.watch;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One caller's wish for the state of a job; cancelling it takes the wish back. */
final class Reading extends CompletableFuture<Job> {
    private final JobGuid guid;
    private final long madeAfter;
    private final Consumer<Reading> onCancel;

    /**
     * A wish that is open.
     *
     * @param madeAfter the number of the last request that began before: its answer is too old for this one
     */
    Reading(JobGuid guid, long madeAfter, Consumer<Reading> onCancel) {
        this.guid = guid;
        this.madeAfter = madeAfter;
        this.onCancel = onCancel;
    }

    JobGuid guid() {
        return guid;
    }

    /** Whether the answer of a request is new enough. */
    boolean isServedBy(long request) {
        return madeAfter < request;
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        boolean cancelled = super.cancel(mayInterrupt);
        if (cancelled) {
            onCancel.accept(this);
        }
        return cancelled;
    }
}
