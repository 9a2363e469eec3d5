package io.exportcomments.port;

import io.exportcomments.annotation.Experimental;
import java.time.Duration;
import java.util.Objects;

/**
 * Whether a call may go.
 *
 * @param ticket the request's place in the queue, and later its use
 * @param granted whether the uses are taken, and the call may go
 * @param askAfter if not, how long to wait before asking again; zero if granted
 */
@Experimental
public record QuotaAnswer(long ticket, boolean granted, Duration askAfter) {
    /** Checks that nothing is null. */
    public QuotaAnswer {
        Objects.requireNonNull(askAfter, "askAfter");
    }
}
