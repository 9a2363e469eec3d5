package io.exportcomments.update.websocket.internal;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.ExportCommentsException;
import java.time.Duration;

/** How long the service asked to wait, when it refused a token or a handshake. */
final class RequestedPause {
    /** A longer wait is cut to this, as it is hardly meant. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private RequestedPause() {}

    /** Zero if it did not say; at most a day. */
    static Duration of(Throwable failure) {
        Throwable error = Failures.unwrap(failure);
        Duration wait = error instanceof ExportCommentsException known
                ? known.retryAfter().orElse(Duration.ZERO)
                : Duration.ZERO;
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }
}
