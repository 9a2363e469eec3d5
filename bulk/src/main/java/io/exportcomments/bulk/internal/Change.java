package io.exportcomments.bulk.internal;

import io.exportcomments.bulk.batch.ItemEvent;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.port.Edit;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.job.JobGuid;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an item.
 *
 * @param job its job, where that is news
 * @param message what is to be said of it
 * @param delay how long until it is tried again
 * @param failure whether its job has failed once more
 * @param forget whether the job that it had is none any more
 */
record Change(
        ItemEvent event,
        @Nullable JobGuid job,
        @Nullable String message,
        Duration delay,
        boolean failure,
        boolean forget) {

    static Change of(ItemEvent event, @Nullable String message) {
        return new Change(event, null, message, Duration.ZERO, false, false);
    }

    static Change created(JobGuid job) {
        return new Change(ItemEvent.CREATED, job, null, Duration.ZERO, false, false);
    }

    static Change tryLater(Duration delay, @Nullable String message) {
        return new Change(ItemEvent.TRY_LATER, null, message, delay, false, false);
    }

    Change asFailure() {
        return new Change(event, job, message, delay, true, forget);
    }

    Change forgettingTheJob() {
        return new Change(event, job, message, delay, failure, true);
    }

    /**
     * @param owned whether the worker whose word this is has the item; it keeps it, unless the item waits again
     */
    ItemRecord apply(ItemRecord item, boolean owned, Instant now) {
        Edit edit = item.edit().event(event).message(message).dueAt(now.plus(delay));
        if (job != null || forget) {
            edit.job(job);
        }
        if (failure) {
            edit.failures(item.failures() + 1);
        }
        ItemRecord next = edit.done(now);
        return owned && next.state() != ItemState.WAITING
                ? next
                : next.edit().owner(null).done(now);
    }
}
