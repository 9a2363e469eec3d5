package io.exportcomments.internal.watch;

import io.exportcomments.internal.time.TimerQueue;
import io.exportcomments.port.StateReader;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.UpdateSource;
import java.time.Duration;
import java.util.List;

/**
 * What all watches of a client share.
 *
 * @param sources where updates come from, in order of preference
 * @param states reads the state of jobs
 * @param timekeeper time and chance
 * @param timers runs what is due later
 * @param settings the bounds of the watch contract
 * @param events tells the client's listener
 */
record WatchEnvironment(
        List<UpdateSource> sources,
        StateReader states,
        Timekeeper timekeeper,
        TimerQueue timers,
        WatchSettings settings,
        WatchEvents events) {
    /** The source's name of what the engine read by itself. */
    static final String STATE = "state";

    private static final double RECONCILE_JITTER = 0.2;

    /**
     * How old a state may become before it is read again; drawn anew each time, so that watches do not read together.
     */
    Duration reconcileDelay() {
        double jitter = 1 - RECONCILE_JITTER * timekeeper.random();
        return Duration.ofNanos((long) (settings.reconcileEvery().toNanos() * jitter));
    }
}
