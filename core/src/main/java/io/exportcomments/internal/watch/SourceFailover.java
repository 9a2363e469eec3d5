package io.exportcomments.internal.watch;

import io.exportcomments.job.JobGuid;
import io.exportcomments.port.Observation;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.UpdateSource;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The sources of one watch: follows the job through the most preferred one that is live, asks the next when one is away for too
 * long or gave up, and lets go of the lesser ones when a better one is back. To be called in the order of the watch.
 */
final class SourceFailover {
    /** The watch. As an executor it runs each step in its own order. */
    interface Listener extends Executor {
        /** The job. */
        JobGuid guid();

        /** A source is live, and nothing is missed from now on. */
        void live();

        /** A source saw something. */
        void observed(Observation observation, String source);

        /** No source is live any more. */
        void away();

        /** All sources gave up, the last one with this error. */
        void exhausted(Throwable error);
    }

    private final WatchEnvironment environment;
    private final Listener watch;
    private final @Nullable SourceSlot[] slots;
    private @Nullable String inUse;
    private Timekeeper.@Nullable Timer timer;

    SourceFailover(WatchEnvironment environment, Listener watch) {
        this.environment = environment;
        this.watch = watch;
        this.slots = new SourceSlot[environment.sources().size()];
    }

    UpdateSource source(int rank) {
        return environment.sources().get(rank);
    }

    void execute(Runnable step) {
        watch.execute(step);
    }

    /** Asks the first source to follow the job; or, while others do so already, the next. */
    void followNext() {
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] == null) {
                SourceSlot slot = new SourceSlot(this, i);
                slots[i] = slot;
                if (i > 0) {
                    environment.events().failedOver(watch.guid(), source(i - 1).name(), slot.name());
                }
                failOverLater();
                slot.follow(watch.guid());
                return;
            }
        }
    }

    private void failOverLater() {
        cancelTimer();
        timer = environment.timers().after(environment.settings().failoverAfter(), () -> watch.execute(this::failOver));
    }

    private void failOver() {
        if (timer != null && liveSlot() == null) {
            followNext();
        }
    }

    /** Whether there are sources, and none of them is live. */
    boolean isAway() {
        return slots.length > 0 && liveSlot() == null;
    }

    /** What the watch lives on. */
    String nameInUse() {
        SourceSlot live = liveSlot();
        return live == null ? WatchEnvironment.STATE : live.name();
    }

    private @Nullable SourceSlot liveSlot() {
        for (SourceSlot slot : slots) {
            if (slot != null && slot.isLive()) {
                return slot;
            }
        }
        return null;
    }

    /** Lets go of all sources. */
    void close() {
        cancelTimer();
        cancelFrom(0);
    }

    private void cancelFrom(int rank) {
        for (int i = rank; i < slots.length; i++) {
            SourceSlot slot = slots[i];
            if (slot != null) {
                slot.cancel();
                slots[i] = null;
            }
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    void live(SourceSlot slot) {
        cancelTimer();
        if (!slot.name().equals(inUse)) {
            environment.events().taken(watch.guid(), inUse, slot.name());
            inUse = slot.name();
        }
        cancelFrom(slot.rank() + 1);
        watch.live();
    }

    void observed(SourceSlot slot, Observation observation) {
        if (observation.job().guid().equals(watch.guid())) {
            watch.observed(observation, slot.name());
        } else {
            environment.events().dropped(watch.guid(), slot.name());
        }
    }

    void gap(SourceSlot slot, Throwable cause) {
        environment.events().gap(watch.guid(), slot.name(), cause);
        if (liveSlot() == null) {
            watch.away();
            failOverLater();
        }
    }

    void broken(Throwable error) {
        for (SourceSlot slot : slots) {
            if (slot == null || !slot.isBroken()) {
                if (liveSlot() == null) {
                    watch.away();
                    followNext();
                }
                return;
            }
        }
        watch.exhausted(error);
    }
}
