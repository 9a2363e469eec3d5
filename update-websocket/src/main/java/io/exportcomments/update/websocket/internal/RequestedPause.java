package io.exportcomments.update.websocket.internal;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.ServiceException;
import java.time.Duration;
import java.util.Optional;

/** How long the service asked to wait, when it refused a token or a handshake. */
final class RequestedPause {
    /** A longer wait is cut to this, as it is hardly meant. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private RequestedPause() {}

    /** Zero if it did not say; at most a day. */
    static Duration of(Throwable failure) {
        Throwable error = Failures.unwrap(failure);
        Optional<Duration> asked = Optional.empty();
        if (error instanceof RateLimitException limit) {
            asked = limit.retryAfter();
        } else if (error instanceof ServiceException trouble) {
            asked = trouble.retryAfter();
        }
        Duration wait = asked.orElse(Duration.ZERO);
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }
}
