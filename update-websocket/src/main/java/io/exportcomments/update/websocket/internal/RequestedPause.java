package io.exportcomments.update.websocket.internal;

import io.exportcomments.error.RateLimitException;
import java.time.Duration;
import java.util.Optional;

/** How long the service asked to wait. */
final class RequestedPause {
    private RequestedPause() {}

    /** Zero if it did not say. */
    static Duration of(Throwable error) {
        Optional<Duration> asked = error instanceof RateLimitException limit ? limit.retryAfter() : Optional.empty();
        return asked.orElse(Duration.ZERO);
    }
}
