package io.exportcomments.internal.watch;

import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.UpdatesUnavailableException;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.port.Observation;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One watched job: what is believed of it, and who is told. All of its state belongs to its serial executor.
 *
 * <p>A source that becomes live is believed only after the state was read once more (W1, W4); what it says in between
 * is held back and weighed afterwards. A job that is said to be done is believed at once: done is for good.
 */
final class JobWatch implements SourceFailover.Listener, StateReadings.Listener {
    private static final WatchSubscription[] NOBODY = {};

    private final JobGuid guid;
    private final WatchEnvironment environment;
    private final Watches watches;
    private final JobMemory memory;
    private final SerialExecutor steps = new SerialExecutor();
    private final JobTracker tracker = new JobTracker();
    private final SourceFailover sources;
    private final StateReadings readings;
    private WatchSubscription[] subscriptions = NOBODY;
    private @Nullable HeldObservations held;
    private volatile @Nullable JobUpdate latest;
    private boolean started;
    private boolean ended;
    private boolean holding = true;
    private boolean eventsSinceState;
    private boolean known;

    JobWatch(JobGuid guid, WatchEnvironment environment, Watches watches, JobMemory memory) {
        this.guid = guid;
        this.environment = environment;
        this.watches = watches;
        this.sources = new SourceFailover(environment, this);
        this.readings = new StateReadings(environment, this);
        this.memory = memory;
        this.known = memory.exists(guid);
        Optional.ofNullable(memory.get(guid)).map(JobUpdate::job).ifPresent(tracker::expectAtLeast);
    }

    @Override
    public JobGuid guid() {
        return guid;
    }

    @Override
    public void execute(Runnable step) {
        steps.execute(step);
    }

    /** The newest update; null before the first. Readable from any thread. */
    @Nullable JobUpdate latest() {
        return latest;
    }

    void add(WatchSubscription subscription) {
        execute(() -> {
            if (ended) {
                watches.join(guid, subscription);
                return;
            }
            subscriptions = Arrays.copyOf(subscriptions, subscriptions.length + 1);
            subscriptions[subscriptions.length - 1] = subscription;
            if (subscription.isOver()) {
                leave(subscription);
                return;
            }
            JobUpdate now = latest;
            if (now != null) {
                subscription.offer(now);
            }
            start();
        });
    }

    void remove(WatchSubscription subscription) {
        execute(() -> leave(subscription));
    }

    private void leave(WatchSubscription left) {
        subscriptions = Arrays.stream(subscriptions)
                .filter(subscription -> subscription != left)
                .toArray(WatchSubscription[]::new);
        if (subscriptions.length == 0 && !ended) {
            release();
        }
    }

    /** An answer to the program's own call. */
    void seen(Job job) {
        execute(() -> {
            if (ended || memory.mayBeBeforeRetry(job)) {
                return;
            }
            known = true;
            if (tracker.current() == null) {
                // What is held may be of the attempts before, and would be taken for this one's.
                held = tracker.expectAtLeast(job) ? null : held;
            } else if (eventsSinceState && tracker.wouldTurn(job)) {
                readings.read();
            } else {
                settle(tracker.state(job), WatchEnvironment.STATE);
            }
        });
    }

    void close(Throwable cause) {
        execute(() -> endWith(cause));
    }

    private void start() {
        if (!started) {
            started = true;
            environment.events().started(guid);
            readings.known();
            sources.followNext();
        }
    }

    // What the sources say

    @Override
    public void live() {
        holding = true;
        readings.read();
    }

    @Override
    public void away(Throwable cause) {
        holding = true;
        readings.gap();
        if (FailedReadings.isForgivable(cause, isKnown())) {
            readings.check();
        }
    }

    @Override
    public void exhausted(Throwable error) {
        if (FailedReadings.isForgivable(error, isKnown())) {
            away(error);
        } else if (error instanceof ExportCommentsException permanent && permanent.isPermanent()) {
            endWith(error);
        } else {
            endWith(new UpdatesUnavailableException(ErrorContext.of(guid), error));
        }
    }

    @Override
    public void observed(Observation observation, String source) {
        Job job = observation.job();
        if (observation.state()) {
            stateSeen(job, source);
        } else if (holding && job.status() != JobStatus.DONE) {
            held = held == null ? new HeldObservations() : held;
            held.add(observation);
        } else {
            event(job, source);
        }
    }

    private void stateSeen(Job job, String source) {
        if (memory.mayBeBeforeRetry(job)) {
            environment.events().dropped(guid, source);
            return;
        }
        readings.cancel();
        readings.known();
        boolean doubtful = eventsSinceState && tracker.wouldTurn(job);
        eventsSinceState = false;
        if (doubtful) {
            readings.read();
        } else {
            settle(tracker.state(job), source);
            releaseHeld(source);
        }
    }

    private void releaseHeld(String source) {
        holding = sources.isAway();
        HeldObservations released = held;
        held = null;
        while (!ended && released != null) {
            Observation next = released.poll();
            if (next == null) {
                return;
            }
            event(next.job(), source);
        }
    }

    private void event(Job job, String source) {
        eventsSinceState = true;
        settle(tracker.event(job), source);
    }

    // What readings of the state say

    @Override
    public long version() {
        return tracker.version();
    }

    @Override
    public void read(Job job, long version) {
        if (tracker.version() != version && tracker.wouldTurn(job)) {
            readings.read();
            return;
        }
        if (memory.mayBeBeforeRetry(job)) {
            readings.tooOld();
            return;
        }
        readings.known();
        eventsSinceState = false;
        settle(tracker.state(job), WatchEnvironment.STATE);
        if (ended) {
            return;
        }
        if (tracker.current() == null) {
            readings.tooOld();
        } else if (!readings.begunBeforeGap()) {
            releaseHeld(sources.nameInUse());
        }
    }

    @Override
    public boolean isKnown() {
        return known || tracker.current() != null;
    }

    @Override
    public void unreadable(Throwable error) {
        endWith(error);
    }

    // The program

    private void settle(JobTracker.Verdict verdict, String source) {
        Job current = tracker.current();
        if (verdict == JobTracker.Verdict.DOUBTFUL) {
            readings.read();
        } else if (verdict == JobTracker.Verdict.ACCEPTED && current != null) {
            tell(new JobUpdate(
                    current, tracker.attempt(), source, environment.timekeeper().now()));
        } else {
            environment.events().dropped(guid, source);
        }
    }

    private void tell(JobUpdate update) {
        latest = update;
        environment.events().delivered(update);
        for (WatchSubscription subscription : subscriptions) {
            subscription.offer(update);
        }
        if (update.isTerminal()) {
            end(WatchSubscription::complete);
        }
    }

    private void endWith(Throwable error) {
        if (!ended) {
            end(subscription -> subscription.fail(error));
        }
    }

    private void end(Consumer<WatchSubscription> last) {
        WatchSubscription[] told = subscriptions;
        release();
        for (WatchSubscription subscription : told) {
            last.accept(subscription);
        }
    }

    private void release() {
        ended = true;
        watches.forget(this, guid, latest);
        if (started) {
            environment.events().ended(guid);
        }
        sources.close();
        readings.close();
        held = null;
        subscriptions = NOBODY;
    }
}
