package io.exportcomments.internal.watch;

import io.exportcomments.error.RateLimitException;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;

/** When the next request may go out: within the budget, and not while the service wants a pause. Not thread-safe. */
final class ReadingPace {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final Timekeeper timekeeper;
    private final RequestBudget budget;
    private long pausedUntil;
    private boolean paused;
    private int refusals;

    ReadingPace(Timekeeper timekeeper, int requestsPerMinute) {
        this.timekeeper = timekeeper;
        this.budget = new RequestBudget(requestsPerMinute, timekeeper);
    }

    /** How long until a request may go; zero if now. */
    Duration untilNext() {
        Duration wait = budget.untilNext();
        if (paused) {
            Duration pause = Duration.ofNanos(pausedUntil - timekeeper.nanoTime());
            if (pause.compareTo(wait) > 0) {
                return pause;
            }
            paused = pause.toNanos() > 0;
        }
        return wait;
    }

    /** A request goes now. */
    void spend() {
        budget.spend();
    }

    /** The last request was answered. */
    void answered() {
        refusals = 0;
    }

    /** The last request was refused by a limit: all wait as long as the service says, or longer each time. */
    void refused(RateLimitException refusal) {
        long doubled = FIRST_PAUSE.toNanos() << Math.min(refusals++, 6);
        Duration wait = refusal.retryAfter().orElse(Duration.ofNanos(Math.min(doubled, LONGEST_PAUSE.toNanos())));
        paused = true;
        pausedUntil = timekeeper.nanoTime() + wait.toNanos();
    }
}
