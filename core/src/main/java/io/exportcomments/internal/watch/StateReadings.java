package io.exportcomments.internal.watch;

import io.exportcomments.adapter.Backoff;
import io.exportcomments.adapter.Failures;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The readings of the state of one watched job, one at a time: when it is asked for, when the last one is too old, and
 * again after one failed. To be called in the order of the watch.
 */
final class StateReadings {
    /** The watch. As an executor it runs each step in its own order. */
    interface Listener extends Executor {
        /** The job. */
        JobGuid guid();

        /** Grows with each change of what is believed of the job. */
        long version();

        /** The state was read; what was believed when the reading began had this version. */
        void read(Job job, long version);

        /** Whether the job is known to exist. */
        boolean isKnown();

        /** The state can't be read, for good or for too long. */
        void unreadable(Throwable error);
    }

    private static final Backoff RETRY =
            new Backoff(Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofSeconds(30));

    private final WatchEnvironment environment;
    private final Listener watch;
    private @Nullable CompletableFuture<Job> reading;
    private Timekeeper.@Nullable Timer next;
    /** Null while readings succeed. */
    private @Nullable FailedReadings failures;

    private boolean begunBeforeGap;
    private boolean closed;

    StateReadings(WatchEnvironment environment, Listener watch) {
        this.environment = environment;
        this.watch = watch;
    }

    /** Reads the state, in place of a reading that is under way. */
    void read() {
        cancel();
        cancelNext();
        long version = watch.version();
        CompletableFuture<Job> mine = environment.states().read(watch.guid());
        reading = mine;
        begunBeforeGap = false;
        mine.whenComplete((job, error) -> watch.execute(() -> {
            if (reading == mine && !closed) {
                reading = null;
                if (error == null) {
                    watch.read(job, version);
                } else {
                    failed(Failures.unwrap(error));
                }
            }
        }));
    }

    /** Reads the state, if that is not under way and no failed reading is about to be repeated. */
    void check() {
        if (reading == null && failures == null) {
            read();
        }
    }

    /** Takes back the reading under way, if there is one. */
    void cancel() {
        CompletableFuture<Job> mine = reading;
        reading = null;
        if (mine != null) {
            mine.cancel(false);
        }
    }

    /** From now on something may be missed: what a reading under way says is true, but may be old when it comes. */
    void gap() {
        begunBeforeGap = true;
    }

    /** Whether the last reading began before the last gap. */
    boolean begunBeforeGap() {
        return begunBeforeGap;
    }

    /** The state is known, from wherever: it is read again when that is too long ago. */
    void known() {
        failures = null;
        readAfter(environment.reconcileDelay());
    }

    /** Takes note of a reading that failed, or brought nothing to believe. */
    void failed(Throwable error) {
        if (closed) {
            return;
        }
        FailedReadings inARow = failures == null ? new FailedReadings(environment.timekeeper()) : failures;
        failures = inARow;
        if (inARow.isLast(error, watch.isKnown())) {
            watch.unreadable(error);
        } else {
            environment.events().readingFailed(watch.guid(), error);
            readAfter(RETRY.after(inARow.count(), environment.timekeeper()));
        }
    }

    /** Takes note of a reading whose answer is older than what is known. */
    void tooOld() {
        failed(new CancellationException("The service answered an older state of job " + watch.guid()));
    }

    private void readAfter(Duration delay) {
        cancelNext();
        if (!closed) {
            next = environment.timers().after(delay, () -> watch.execute(this::readAgain));
        }
    }

    private void readAgain() {
        if (!closed) {
            if (failures == null) {
                environment.events().reconciled(watch.guid());
            }
            read();
        }
    }

    private void cancelNext() {
        if (next != null) {
            next.cancel();
            next = null;
        }
    }

    void close() {
        closed = true;
        cancel();
        cancelNext();
    }
}
