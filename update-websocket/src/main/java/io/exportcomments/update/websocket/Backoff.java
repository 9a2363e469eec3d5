package io.exportcomments.update.websocket;

import io.exportcomments.port.Timekeeper;
import java.time.Duration;

/** How long to wait between attempts: full jitter, from half a second up to twenty. Used in turns only. */
final class Backoff {
    private static final Duration LEAST = Duration.ofMillis(500);
    private static final Duration MOST = Duration.ofSeconds(20);
    private static final int MOST_DOUBLINGS = 6;

    private final Timekeeper timekeeper;
    private int attempts;

    Backoff(Timekeeper timekeeper) {
        this.timekeeper = timekeeper;
    }

    Duration next() {
        long span = LEAST.toNanos() << Math.min(attempts++, MOST_DOUBLINGS);
        long bound = Math.min(span, MOST.minus(LEAST).toNanos());
        return LEAST.plusNanos((long) (bound * timekeeper.random()));
    }

    void reset() {
        attempts = 0;
    }
}
