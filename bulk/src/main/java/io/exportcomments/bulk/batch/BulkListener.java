package io.exportcomments.bulk.batch;

import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobUpdate;
import java.time.Duration;

/**
 * Hears of what a worker of bulk exports meets: for logs, metrics and people. Each is logged as well. Must not block;
 * what it throws is logged.
 */
public interface BulkListener {
    /** Hears nothing. */
    BulkListener NONE = new BulkListener() {};

    /**
     * A job was created for an item that another worker had sent again in the meantime, because this one stood still
     * for longer than its time: one of the two jobs is too many, and only a person can say which.
     */
    default void jobTooMany(BulkItem item, JobGuid job) {}

    /** Nothing is sent for a time: a limit of the plan, or trouble with the service, the token or the network. */
    default void sendingPaused(Duration time, String why) {}

    /** The state of an item has changed, and that is stored: it is about to be sent, has a job, or has ended. */
    default void changed(BulkItem item) {}

    /** The job of an item that this worker follows was updated. */
    default void updated(BulkItem item, JobUpdate update) {}

    /**
     * Something went wrong on an item's way that does not end it, and is tried again after a pause: sending it, looking
     * it up, following its job, fetching its result or handing its end over.
     */
    default void triedAgain(BulkItem item, Throwable why) {}

    /** The store failed; what was to be done is tried again. */
    default void storeFailed(String why) {}

    /** This worker was taken for dead, as it had not been heard of for longer than its lease; it has begun anew. */
    default void takenForDead() {}
}
