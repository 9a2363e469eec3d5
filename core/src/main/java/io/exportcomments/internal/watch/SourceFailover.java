package io.exportcomments.internal.watch;

import io.exportcomments.adapter.Backoff;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.Observation;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.UpdateSource;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The sources of one watch: follows the job through the most preferred one that is live, asks the next when one is away
 * for too long or gave up, and lets go of the lesser ones when a better one is back. To be called in the order of the
 * watch.
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

        /** No source is live any more, the last one for this reason. */
        void away(Throwable cause);

        /** All sources gave up, the last one with this error. */
        void exhausted(Throwable error);
    }

    private static final Backoff COMEBACK =
            new Backoff(Duration.ofSeconds(15), Duration.ofSeconds(15), Duration.ofMinutes(5));

    private final WatchEnvironment environment;
    private final Listener watch;
    private final @Nullable SourceSlot[] slots;
    private @Nullable String inUse;
    private Timekeeper.@Nullable Timer timer;
    private Timekeeper.@Nullable Timer comeback;
    private int comebacks;

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
        if (comeback != null) {
            comeback.cancel();
            comeback = null;
        }
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
        comebacks = 0;
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
            watch.away(cause);
            failOverLater();
        }
    }

    void broken(Throwable error) {
        returnLater();
        for (SourceSlot slot : slots) {
            if (slot == null || !slot.isBroken()) {
                if (liveSlot() == null) {
                    watch.away(error);
                    followNext();
                }
                return;
            }
        }
        watch.exhausted(error);
    }

    /** A source that gave up may have recovered: it is asked to follow the job again, again and again. */
    private void returnLater() {
        if (comeback == null) {
            Duration wait = COMEBACK.after(++comebacks, environment.timekeeper());
            comeback = environment.timers().after(wait, () -> watch.execute(this::comeBack));
        }
    }

    private void comeBack() {
        if (comeback == null) {
            return;
        }
        comeback = null;
        for (int i = 0; i < slots.length && (i == 0 || !isLive(slots[i - 1])); i++) {
            SourceSlot slot = slots[i];
            if (slot != null && slot.isBroken()) {
                slot.cancel();
                SourceSlot again = new SourceSlot(this, i);
                slots[i] = again;
                again.follow(watch.guid());
            }
        }
    }

    private static boolean isLive(@Nullable SourceSlot slot) {
        return slot != null && slot.isLive();
    }
}
