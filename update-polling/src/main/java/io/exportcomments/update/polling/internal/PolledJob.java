package io.exportcomments.update.polling.internal;

import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.Observation;
import io.exportcomments.port.UpdateSink;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One followed job: who hears of it, and how its last answers went. At most one answer is under way. Used in tasks of
 * the loop's executor, but for {@link #cancel()} and {@link #isCancelled()}.
 */
final class PolledJob {
    private static final int FAILURES_TO_GAP = 3;
    private static final int MISSES_TO_BROKEN = 3;

    private final JobGuid guid;
    private final UpdateSink sink;
    private final long followedAt;
    private int failures;
    private int misses;
    private boolean inGap;
    private volatile boolean cancelled;
    private volatile @Nullable CompletableFuture<Job> reading;

    /** When it was last asked for, and whether that answer is still to come. */
    private long askedAt;

    private boolean asking;

    PolledJob(JobGuid guid, UpdateSink sink, long now) {
        this.guid = guid;
        this.sink = sink;
        this.followedAt = now;
        this.askedAt = now;
    }

    JobGuid guid() {
        return guid;
    }

    boolean isCancelled() {
        return cancelled;
    }

    boolean isDue(long now, PollingPace pace, Duration untilNextTick) {
        return !asking && pace.isDue(now - followedAt, now - askedAt, untilNextTick);
    }

    void asked(long now) {
        asking = true;
        askedAt = now;
    }

    void answered() {
        asking = false;
    }

    void await(CompletableFuture<Job> future) {
        reading = future;
        if (cancelled) {
            future.cancel(false);
        }
    }

    /** Tells of a good answer. */
    void tell(Job job) {
        reading = null;
        failures = 0;
        misses = 0;
        if (inGap && !cancelled) {
            inGap = false;
            sink.live();
        }
        if (!cancelled) {
            sink.update(Observation.state(job));
        }
    }

    /**
     * Tells of a failed answer, where there is something to tell.
     *
     * @return whether nothing more will come of this job
     */
    boolean tell(Throwable error) {
        reading = null;
        failures++;
        misses = error instanceof NotFoundException ? misses + 1 : 0;
        if (cancelled) {
            return true;
        }
        if (isFinal(error)) {
            sink.broken(error);
            return true;
        }
        if (failures >= FAILURES_TO_GAP && !inGap) {
            inGap = true;
            sink.gap(error);
        }
        return false;
    }

    private boolean isFinal(Throwable error) {
        boolean permanent = error instanceof ExportCommentsException known && known.isPermanent();
        return error instanceof NotFoundException ? misses >= MISSES_TO_BROKEN : permanent;
    }

    /** Tells that nothing will come of it. */
    void close(Throwable cause) {
        if (!cancelled) {
            sink.broken(cause);
        }
    }

    void cancel() {
        cancelled = true;
        CompletableFuture<Job> mine = reading;
        if (mine != null) {
            mine.cancel(false);
        }
    }
}
