package io.exportcomments.port;

import java.util.Objects;

/**
 * What a client lends to its update sources: all of it stays the client's, and is open as long as they are.
 *
 * @param transport the remote operations, behind the client's interceptors
 * @param states reads the state of jobs in few requests, within the watches' share of the plan
 * @param timekeeper time, waiting and chance
 */
public record UpdateContext(JobTransport transport, StateReader states, Timekeeper timekeeper) {
    /** Checks that nothing is null. */
    public UpdateContext {
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(states, "states");
        Objects.requireNonNull(timekeeper, "timekeeper");
    }
}
