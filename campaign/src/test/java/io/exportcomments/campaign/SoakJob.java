package io.exportcomments.campaign;

import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobUpdate;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * A job that is watched all the time: when it has failed, the program retries it and watches again. Keeps nothing of
 * what it hears.
 */
final class SoakJob implements Flow.Subscriber<JobUpdate> {
    private final SoakPlace place;
    private final JobGuid guid;
    private final Duration pause;
    private final AtomicBoolean finishing;
    private final LongAdder updates;
    private final LongAdder ends;
    private final LongAdder errors;
    private volatile int endedAttempt;
    private volatile boolean over;

    /** Pause is how long it waits before the retry; once finishing is set, the next end is the last. */
    SoakJob(
            SoakPlace place,
            JobGuid guid,
            Duration pause,
            AtomicBoolean finishing,
            LongAdder updates,
            LongAdder ends,
            LongAdder errors) {
        this.place = place;
        this.guid = guid;
        this.pause = pause;
        this.finishing = finishing;
        this.updates = updates;
        this.ends = ends;
        this.errors = errors;
    }

    /** Whether it has heard its last end. */
    boolean isOver() {
        return over;
    }

    void watch() {
        place.client().watch(guid).subscribe(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(JobUpdate update) {
        updates.increment();
        // Of an attempt, the end alone may be heard, and after a retry that failed the same end again.
        if (update.isTerminal() && update.attempt() > endedAttempt) {
            endedAttempt = update.attempt();
            ends.increment();
        }
    }

    @Override
    public void onError(Throwable error) {
        errors.increment();
        place.later(pause, this::watch);
    }

    @Override
    public void onComplete() {
        if (finishing.get()) {
            over = true;
        } else {
            place.later(pause, this::retry);
        }
    }

    private void retry() {
        if (finishing.get()) {
            over = true;
            return;
        }
        // After an error the watch tells whether the service has retried it.
        place.client().async().retry(guid).whenComplete((job, error) -> place.later(Duration.ZERO, this::watch));
    }
}
