package io.exportcomments.port;

import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A call on its way to the transport, as interceptors see it.
 *
 * @param operation what is asked
 * @param guid the job, where there is one
 * @param deadline when the whole call must be over, as a {@link Timekeeper#nanoTime()}; empty if nobody set one
 * @param background whether the library asks by itself, to keep a watch true, and not the program
 */
public record TransportCall(Operation operation, Optional<JobGuid> guid, OptionalLong deadline, boolean background) {

    /** Checks that nothing is null. */
    public TransportCall {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(guid, "guid");
        Objects.requireNonNull(deadline, "deadline");
    }

    /** Whether asking twice does no more than asking once. */
    public boolean idempotent() {
        return operation.idempotent();
    }
}
