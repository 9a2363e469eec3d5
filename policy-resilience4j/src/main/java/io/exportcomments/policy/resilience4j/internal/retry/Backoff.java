package io.exportcomments.policy.resilience4j.internal.retry;

import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;

/**
 * Pauses between attempts: any time between nothing and a bound that doubles (full jitter), so that many callers do not come back together.
 *
 * @param first the first bound
 * @param longest the bound that is doubled no more
 * @param time where chance comes from
 */
public record Backoff(Duration first, Duration longest, Timekeeper time) {
    /** The pause after so many attempts, 1 or more. */
    public Duration after(int attempts) {
        double doubled = (double) first.toMillis() * Math.pow(2, Math.min(attempts - 1, 40));
        return Duration.ofMillis((long) (Math.min(doubled, (double) longest.toMillis()) * time.random()));
    }

    /** What the service says of how long to wait; zero where it says nothing. */
    static Duration said(Throwable failure) {
        return failure instanceof ExportCommentsException known
                ? known.retryAfter().orElse(Duration.ZERO)
                : Duration.ZERO;
    }
}
