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
 * @param urls how many URLs it asks for at once: those of a batch; 1 for all else
 */
public record TransportCall(
        Operation operation, Optional<JobGuid> guid, OptionalLong deadline, boolean background, int urls) {

    /** A call that is not about a batch. */
    public TransportCall(Operation operation, Optional<JobGuid> guid, OptionalLong deadline, boolean background) {
        this(operation, guid, deadline, background, 1);
    }

    /**
     * @throws IllegalArgumentException if it asks for less than 1 URL
     */
    public TransportCall {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(guid, "guid");
        Objects.requireNonNull(deadline, "deadline");
        if (urls < 1) {
            throw new IllegalArgumentException("A call asks for 1 URL or more: " + urls);
        }
    }

    /** The same with another deadline. */
    public TransportCall withDeadline(OptionalLong newDeadline) {
        return new TransportCall(operation, guid, newDeadline, background, urls);
    }

    /** Whether asking twice does no more than asking once. */
    public boolean idempotent() {
        return operation.idempotent();
    }
}
