package io.exportcomments.update.websocket.internal;

import io.exportcomments.adapter.Backoff;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;

/**
 * When the next connection may be tried. Trouble is forgotten only once a connection has been live for a while: one
 * that the server accepts and ends at once is no better than one that it refuses. Used in the executor's tasks only.
 */
final class ReconnectSchedule {
    /** How long a connection has to be live, so that it counts as a success. */
    private static final Duration STEADY = Duration.ofSeconds(45);

    private final Timekeeper timekeeper;
    private final Backoff backoff;
    private int failures;
    private boolean triedAfterExpired;
    private boolean triedAfterInvalid;
    private long notBefore;
    private boolean live;
    private long liveSince;

    ReconnectSchedule(Timekeeper timekeeper, Backoff backoff) {
        this.timekeeper = timekeeper;
        this.backoff = backoff;
        notBefore = timekeeper.nanoTime();
    }

    /** Notes a failure; how long to wait. */
    Duration failed(Duration atLeast) {
        Duration wait = backoff.after(++failures, timekeeper);
        Duration longer = wait.compareTo(atLeast) < 0 ? atLeast : wait;
        notBefore = timekeeper.nanoTime() + longer.toNanos();
        return longer;
    }

    /** What is left of the wait, whoever has asked for a connection in the meantime. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, notBefore - timekeeper.nanoTime()));
    }

    /** Whether an expired token may be replaced without a wait: once. */
    boolean mayReplaceExpired() {
        boolean first = !triedAfterExpired;
        triedAfterExpired = true;
        return first;
    }

    /** Whether an invalid token may be replaced: once. */
    boolean mayReplaceInvalid() {
        boolean first = !triedAfterInvalid;
        triedAfterInvalid = true;
        return first;
    }

    void live() {
        live = true;
        liveSince = timekeeper.nanoTime();
    }

    void disconnected() {
        if (live && timekeeper.nanoTime() - liveSince >= STEADY.toNanos()) {
            failures = 0;
            forgetTokens();
        }
        live = false;
    }

    /** Tokens may be replaced again. */
    void forgetTokens() {
        triedAfterExpired = false;
        triedAfterInvalid = false;
    }
}
