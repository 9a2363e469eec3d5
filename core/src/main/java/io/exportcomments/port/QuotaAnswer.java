package io.exportcomments.port;

import io.exportcomments.annotation.Experimental;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether a call may go.
 *
 * @param ticket the request's turn in the queue, and later its use
 * @param granted whether the uses and places are taken, and the call may go
 * @param askAfter if not, how long to wait before asking again; zero if granted
 * @param at when it was granted, as the log counts moments: what the call's answer tells of jobs was true then or later
 * @param heldUpBy the limit that it waits for; empty if granted, or not known
 */
@Experimental
public record QuotaAnswer(long ticket, boolean granted, Duration askAfter, long at, Optional<String> heldUpBy) {
    /** Checks that nothing is null. */
    public QuotaAnswer {
        Objects.requireNonNull(askAfter, "askAfter");
        Objects.requireNonNull(heldUpBy, "heldUpBy");
    }

    /** The call may go. */
    public static QuotaAnswer granted(long ticket, long at) {
        return new QuotaAnswer(ticket, true, Duration.ZERO, at, Optional.empty());
    }

    /** The call has to wait for a limit, and asks again. */
    public static QuotaAnswer waiting(long ticket, Duration askAfter, String heldUpBy) {
        return new QuotaAnswer(ticket, false, askAfter, 0, Optional.of(heldUpBy));
    }

    /** The same answer with another time to wait. */
    public QuotaAnswer askAfter(Duration wait) {
        return new QuotaAnswer(ticket, granted, wait, at, heldUpBy);
    }
}
