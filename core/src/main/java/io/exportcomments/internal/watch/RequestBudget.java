package io.exportcomments.internal.watch;

import io.exportcomments.port.Timekeeper;
import java.time.Duration;

/**
 * How many requests may go out: never more than the limit in any minute, wherever that minute begins. A quarter of the
 * limit may go at once, the rest flows in evenly, so that a burst does not silence the rest of its minute. Not
 * thread-safe.
 */
final class RequestBudget {
    /** One request, less what adding fractions loses. */
    private static final double ENOUGH = 1 - 1e-9;

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Timekeeper timekeeper;
    private final int burst;
    private final long nanosPerRequest;
    private double available;
    private long countedAt;

    RequestBudget(int perMinute, Timekeeper timekeeper) {
        if (perMinute < 2) {
            throw new IllegalArgumentException("Watches need at least 2 requests a minute: " + perMinute);
        }
        this.timekeeper = timekeeper;
        this.burst = Math.max(1, perMinute / 4);
        this.nanosPerRequest = MINUTE / (perMinute - burst) + 1;
        this.available = burst;
        this.countedAt = timekeeper.nanoTime();
    }

    /** How long until a request may go; zero if now. */
    Duration untilNext() {
        refill();
        return available >= ENOUGH
                ? Duration.ZERO
                : Duration.ofNanos((long) Math.ceil((1 - available) * nanosPerRequest));
    }

    /** Notes that a request goes now. */
    void spend() {
        refill();
        available -= 1;
    }

    private void refill() {
        long now = timekeeper.nanoTime();
        available = Math.min(burst, available + (double) (now - countedAt) / nanosPerRequest);
        countedAt = now;
    }
}
