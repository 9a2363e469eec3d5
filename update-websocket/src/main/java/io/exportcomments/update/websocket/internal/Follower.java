package io.exportcomments.update.websocket.internal;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.Observation;
import io.exportcomments.port.UpdateSink;
import org.jspecify.annotations.Nullable;

/**
 * One followed job: who hears of it, and whether that one believes that nothing is missed. Used in the executor's tasks
 * only.
 */
final class Follower {
    private final JobGuid guid;
    private final UpdateSink sink;
    private volatile boolean cancelled;
    private boolean live;

    /** Where the job's own channel stands; null if that is not subscribed to. */
    private @Nullable StreamPosition position;

    Follower(JobGuid guid, UpdateSink sink) {
        this.guid = guid;
        this.sink = sink;
    }

    JobGuid guid() {
        return guid;
    }

    /** From any thread: nothing that begins afterwards is told. */
    void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    void live() {
        if (!cancelled && !live) {
            live = true;
            sink.live();
        }
    }

    /** Where it was not live there is nothing to take back. */
    void gap(Throwable cause) {
        if (!cancelled && live) {
            live = false;
            sink.gap(cause);
        }
    }

    void update(Job job) {
        if (!cancelled) {
            sink.update(Observation.event(job));
        }
    }

    void broken(Throwable error) {
        if (!cancelled) {
            cancelled = true;
            sink.broken(error);
        }
    }

    // The job's own channel

    boolean isSubscribed() {
        return position != null;
    }

    void subscribed(StreamPosition at) {
        position = at;
    }

    void unsubscribed() {
        position = null;
    }

    /** Notes that a publication came; whether one before it did not. */
    boolean skippedTo(long offset) {
        StreamPosition before = position;
        if (before == null || offset <= before.offset()) {
            return false;
        }
        position = before.at(offset);
        return before.isBeforeHole(offset);
    }
}
