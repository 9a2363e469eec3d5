package io.exportcomments.internal.watch;

import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many requests may go out: never more than the limit in any minute, wherever that minute begins. A quarter of the
 * limit may go at once, the rest of that minute flows in evenly, so that a burst does not silence it; where none was
 * for a minute, all of the limit flows in evenly. Not thread-safe.
 */
final class RequestBudget {
    /** One request, less what adding fractions loses. */
    private static final double ENOUGH = 1 - 1e-9;

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Timekeeper timekeeper;
    private final int limit;
    private final int burst;
    private final long nanosAfterBurst;
    private final long nanosUsually;
    /** When the requests of the last minute went. */
    private final Deque<Long> sent = new ArrayDeque<>();

    private double available;
    private long countedAt;
    private long burstAt;

    RequestBudget(int perMinute, Timekeeper timekeeper) {
        if (perMinute < 2) {
            throw new IllegalArgumentException("Watches need at least 2 requests a minute: " + perMinute);
        }
        this.timekeeper = timekeeper;
        this.limit = perMinute;
        this.burst = Math.max(1, perMinute / 4);
        this.nanosAfterBurst = MINUTE / (perMinute - burst) + 1;
        this.nanosUsually = MINUTE / perMinute + 1;
        this.available = burst;
        this.countedAt = timekeeper.nanoTime();
        this.burstAt = countedAt;
    }

    /** How long until a request may go; zero if now. */
    Duration untilNext() {
        refill();
        long even = available >= ENOUGH ? 0 : (long) Math.ceil((1 - available) * nanosPerRequest());
        long place = sent.size() < limit ? 0 : MINUTE - (countedAt - sent.getFirst());
        return Duration.ofNanos(Math.max(even, place));
    }

    /** Notes that a request goes now. */
    void spend() {
        refill();
        available -= 1;
        if (!sent.isEmpty() && countedAt - sent.getLast() < nanosUsually) {
            burstAt = countedAt;
        }
        sent.addLast(countedAt);
    }

    private void refill() {
        long now = timekeeper.nanoTime();
        available = Math.min(burst, available + (double) (now - countedAt) / nanosPerRequest());
        countedAt = now;
        while (!sent.isEmpty() && now - sent.getFirst() >= MINUTE) {
            sent.removeFirst();
        }
    }

    private long nanosPerRequest() {
        return countedAt - burstAt < MINUTE ? nanosAfterBurst : nanosUsually;
    }
}
