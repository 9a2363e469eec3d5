package io.exportcomments.port;

import io.exportcomments.event.ClientListener;
import java.net.URI;
import java.util.Objects;

/**
 * What a client lends to its update sources: all of it stays the client's, and is open as long as they are.
 *
 * @param transport the remote operations, behind the client's interceptors
 * @param sockets opens WebSockets on the same HTTP client
 * @param states reads the state of jobs in few requests, within the watches' share of the plan
 * @param timekeeper time, waiting and chance
 * @param events hears how the source stands, and what it passes over
 * @param baseUrl the service's origin, as {@link TransportSettings} has it
 */
public record UpdateContext(
        JobTransport transport,
        SocketTransport sockets,
        StateReader states,
        Timekeeper timekeeper,
        ClientListener events,
        URI baseUrl) {
    /** Checks that nothing is null. */
    public UpdateContext {
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(sockets, "sockets");
        Objects.requireNonNull(states, "states");
        Objects.requireNonNull(timekeeper, "timekeeper");
        Objects.requireNonNull(events, "events");
        Objects.requireNonNull(baseUrl, "baseUrl");
    }
}
