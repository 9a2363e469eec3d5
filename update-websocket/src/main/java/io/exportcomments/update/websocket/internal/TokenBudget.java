package io.exportcomments.update.websocket.internal;

import io.exportcomments.port.Timekeeper;
import java.time.Duration;

/**
 * How many tokens are asked for, since each request counts against the plan: two at once, as when one has run out and
 * its successor must be replaced too, and three a minute in the long run. A wait that the service asks for is kept.
 * Used in the executor's tasks only.
 */
final class TokenBudget {
    private static final Duration BETWEEN = Duration.ofSeconds(20);
    private static final Duration AHEAD = BETWEEN;

    private final Timekeeper timekeeper;

    /** When all that was taken is paid for. */
    private long paidAt;

    private long pausedUntil;

    TokenBudget(Timekeeper timekeeper) {
        this.timekeeper = timekeeper;
        paidAt = timekeeper.nanoTime();
        pausedUntil = paidAt;
    }

    /** How long until the next request may be made; zero if it may be made now. */
    Duration untilNext() {
        long now = timekeeper.nanoTime();
        long wait = Math.max(paidAt - AHEAD.toNanos() - now, pausedUntil - now);
        return Duration.ofNanos(Math.max(0, wait));
    }

    void take() {
        long now = timekeeper.nanoTime();
        paidAt = (paidAt - now > 0 ? paidAt : now) + BETWEEN.toNanos();
    }

    /** No request for so long. */
    void pause(Duration wait) {
        pausedUntil = timekeeper.nanoTime() + wait.toNanos();
    }
}
