package io.exportcomments.internal.watch;

import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.UpdatesUnavailableException;
import io.exportcomments.internal.concurrent.Mailbox;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.port.Observation;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One watched job: which sources follow it, what is believed of it, and who is told. All of its state belongs to its mailbox.
 *
 * <p>A source that becomes live is believed only after the state was read once more (W1, W4); what it says in between is held
 * back and weighed afterwards. If that reading fails, a job that is said to be done is believed nevertheless: done is for good.
 */
final class JobWatch {
    private static final int MOST_HELD = 64;
    private static final int MISSING_READS = 3;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private final JobGuid guid;
    private final Watches watches;
    private final Mailbox mailbox = new Mailbox();
    private final JobTracker tracker = new JobTracker();
    private final List<Delivery> deliveries = new ArrayList<>(1);
    private @Nullable Deque<Observation> held;
    private final SourceSlot[] slots;
    private volatile @Nullable JobUpdate latest;
    private @Nullable String inUse;
    private boolean started;
    private boolean ended;
    private boolean holding = true;
    private boolean eventsSinceState;

    /** The reading under way began before a gap: what it says is true, but what was held back has to wait for the next. */
    private boolean readBeforeGap;

    private int failedReads;
    private int missingReads;
    private @Nullable CompletableFuture<Job> reading;
    private Timekeeper.@Nullable Timer failover;
    private Timekeeper.@Nullable Timer nextRead;

    JobWatch(JobGuid guid, Watches watches, @Nullable Job known) {
        this.guid = guid;
        this.watches = watches;
        this.slots = new SourceSlot[watches.sources().size()];
        if (known != null) {
            tracker.expectAtLeast(known);
        }
    }

    /** The newest update; null before the first. Readable from any thread. */
    @Nullable JobUpdate latest() {
        return latest;
    }

    void add(Delivery delivery) {
        mailbox.post(() -> {
            if (ended) {
                watches.join(guid, delivery);
                return;
            }
            deliveries.add(delivery);
            if (delivery.isOver()) {
                leave(delivery);
                return;
            }
            JobUpdate now = latest;
            if (now != null) {
                delivery.offer(now);
            }
            start();
        });
    }

    void remove(Delivery delivery) {
        mailbox.post(() -> leave(delivery));
    }

    private void leave(Delivery delivery) {
        deliveries.remove(delivery);
        if (deliveries.isEmpty() && !ended) {
            release();
        }
    }

    /** An answer to the program's own call. */
    void seen(Job job) {
        mailbox.post(() -> {
            if (!ended && tracker.current() != null) {
                turnOrConfirm(job, Watches.STATE);
            } else if (!ended) {
                tracker.expectAtLeast(job);
            }
        });
    }

    void close(Throwable cause) {
        mailbox.post(() -> endWith(cause));
    }

    private void start() {
        if (!started) {
            started = true;
            watches.events().started(guid);
            scheduleRead(watches.reconcileDelay());
            followNext();
        }
    }

    // Sources

    private void followNext() {
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] == null) {
                SourceSlot slot = new SourceSlot(watches.sources().get(i), mailbox, i, this::onSignal);
                slots[i] = slot;
                if (i > 0) {
                    watches.events()
                            .failedOver(guid, watches.sources().get(i - 1).name(), slot.name());
                }
                armFailover();
                slot.follow(guid);
                return;
            }
        }
    }

    private void armFailover() {
        cancel(failover);
        failover = watches.agenda().after(watches.settings().failoverAfter(), () -> mailbox.post(this::failOver));
    }

    private void failOver() {
        if (!ended && liveSlot() == null) {
            followNext();
        }
    }

    private @Nullable SourceSlot liveSlot() {
        for (SourceSlot slot : slots) {
            if (slot != null && slot.isLive()) {
                return slot;
            }
        }
        return null;
    }

    private void onSignal(SourceSlot slot, SourceSlot.Signal signal) {
        if (ended || slots[slot.rank()] != slot) {
            return;
        }
        if (signal instanceof SourceSlot.Live) {
            onLive(slot);
        } else if (signal instanceof SourceSlot.Seen seen) {
            Observation observation = seen.observation();
            if (observation.job().guid().equals(guid)) {
                onUpdate(slot, observation);
            } else {
                watches.events().dropped(guid, slot.name());
            }
        } else if (signal instanceof SourceSlot.Gap) {
            onGap(slot.name());
        } else if (signal instanceof SourceSlot.Broken broken) {
            onBroken(broken.error());
        }
    }

    private void onLive(SourceSlot slot) {
        cancel(failover);
        failover = null;
        if (!slot.name().equals(inUse)) {
            watches.events().taken(guid, inUse, slot.name());
            inUse = slot.name();
        }
        for (int i = slot.rank() + 1; i < slots.length; i++) {
            SourceSlot lesser = slots[i];
            if (lesser != null) {
                lesser.cancel();
                slots[i] = null;
            }
        }
        holding = true;
        read();
    }

    private void onGap(String source) {
        watches.events().gap(guid, source);
        if (liveSlot() == null) {
            holding = true;
            readBeforeGap = true;
            armFailover();
        }
    }

    private void onBroken(Throwable error) {
        for (SourceSlot slot : slots) {
            if (slot == null || !slot.isBroken()) {
                if (liveSlot() == null) {
                    holding = true;
                    readBeforeGap = true;
                    followNext();
                }
                return;
            }
        }
        endWith(saysWhy(error) ? error : new UpdatesUnavailableException(ErrorContext.of(guid), error));
    }

    private void onUpdate(SourceSlot slot, Observation observation) {
        if (observation.state()) {
            cancelReading();
            stateKnown();
            boolean plain = !eventsSinceState || !tracker.wouldTurn(observation.job());
            eventsSinceState = false;
            if (plain) {
                settle(tracker.state(observation.job()), slot.name());
                releaseHeld(slot.name());
            } else {
                read();
            }
        } else if (holding) {
            hold(observation, slot.name());
        } else {
            event(observation.job(), slot.name());
        }
    }

    private void hold(Observation observation, String source) {
        if (failedReads > 0 && observation.job().status() == JobStatus.DONE) {
            event(observation.job(), source);
            return;
        }
        held = held == null ? new ArrayDeque<>() : held;
        if (held.size() == MOST_HELD) {
            held.poll();
        }
        held.add(observation);
    }

    private @Nullable Job heldDone() {
        Job done = null;
        if (held != null) {
            for (Observation observation : held) {
                done = observation.job().status() == JobStatus.DONE ? observation.job() : done;
            }
        }
        return done;
    }

    private void releaseHeld(String source) {
        holding = slots.length > 0 && liveSlot() == null;
        Deque<Observation> released = held;
        held = null;
        while (!ended && released != null && !released.isEmpty()) {
            event(released.remove().job(), source);
        }
    }

    private void event(Job job, String source) {
        eventsSinceState = true;
        settle(tracker.event(job), source);
    }

    // The state, read from the service

    private void read() {
        cancelReading();
        cancel(nextRead);
        long version = tracker.version();
        CompletableFuture<Job> mine = watches.states().read(guid);
        reading = mine;
        readBeforeGap = false;
        mine.whenComplete((job, error) -> mailbox.post(() -> {
            if (reading == mine && !ended) {
                reading = null;
                if (error == null) {
                    onState(job, version);
                } else {
                    onUnread(Watches.unwrapped(error));
                }
            }
        }));
    }

    private void onState(Job job, long version) {
        boolean changedMeanwhile = tracker.version() != version;
        if (changedMeanwhile && tracker.wouldTurn(job)) {
            read();
            return;
        }
        stateKnown();
        eventsSinceState = false;
        settle(tracker.state(job), Watches.STATE);
        if (!ended && tracker.current() == null) {
            onUnread(new CancellationException("The service answered an older state of job " + guid));
            return;
        }
        if (!readBeforeGap) {
            releaseHeld(sourceInUse());
        }
    }

    private void turnOrConfirm(Job job, String source) {
        if (eventsSinceState && tracker.wouldTurn(job)) {
            read();
        } else {
            settle(tracker.state(job), source);
        }
    }

    private void stateKnown() {
        failedReads = 0;
        missingReads = 0;
        if (!ended) {
            scheduleRead(watches.reconcileDelay());
        }
    }

    private void onUnread(Throwable error) {
        if (isFinal(error)) {
            endWith(error);
            return;
        }
        failedReads++;
        Job done = heldDone();
        if (done != null) {
            event(done, sourceInUse());
            return;
        }
        long nanos = FIRST_RETRY.toNanos() << Math.min(failedReads - 1, 5);
        double jitter = 0.5 + watches.timekeeper().random() / 2;
        scheduleRead(Duration.ofNanos((long) (Math.min(nanos, LONGEST_RETRY.toNanos()) * jitter)));
    }

    private boolean isFinal(Throwable error) {
        if (error instanceof NotFoundException) {
            missingReads++;
            return tracker.current() == null || missingReads >= MISSING_READS;
        }
        return saysWhy(error);
    }

    /** Whether an error tells a program by itself why there is nothing more to hear of the job. */
    private static boolean saysWhy(Throwable error) {
        return error instanceof ExportCommentsException known && known.isPermanent();
    }

    private void scheduleRead(Duration delay) {
        cancel(nextRead);
        nextRead = watches.agenda()
                .after(
                        delay,
                        () -> mailbox.post(() -> {
                            if (!ended) {
                                watches.events().reconciled(guid);
                                read();
                            }
                        }));
    }

    private void cancelReading() {
        CompletableFuture<Job> mine = reading;
        reading = null;
        if (mine != null) {
            mine.cancel(false);
        }
    }

    // The program

    private void settle(JobTracker.Verdict verdict, String source) {
        Job current = tracker.current();
        if (verdict == JobTracker.Verdict.DOUBTFUL) {
            read();
        } else if (verdict == JobTracker.Verdict.ACCEPTED && current != null) {
            tell(new JobUpdate(
                    current, tracker.attempt(), source, watches.timekeeper().now()));
        } else {
            watches.events().dropped(guid, source);
        }
    }

    private void tell(JobUpdate update) {
        latest = update;
        watches.events().delivered(update);
        deliveries.forEach(delivery -> delivery.offer(update));
        if (update.isTerminal()) {
            List<Delivery> told = List.copyOf(deliveries);
            release();
            told.forEach(Delivery::complete);
        }
    }

    private void endWith(Throwable error) {
        if (!ended) {
            List<Delivery> told = List.copyOf(deliveries);
            release();
            told.forEach(delivery -> delivery.fail(error));
        }
    }

    private void release() {
        ended = true;
        watches.forget(this, guid, latest);
        if (started) {
            watches.events().ended(guid);
        }
        for (SourceSlot slot : slots) {
            if (slot != null) {
                slot.cancel();
            }
        }
        cancelReading();
        cancel(failover);
        cancel(nextRead);
        held = null;
        deliveries.clear();
    }

    private String sourceInUse() {
        SourceSlot live = liveSlot();
        return live == null ? Watches.STATE : live.name();
    }

    private static void cancel(Timekeeper.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
