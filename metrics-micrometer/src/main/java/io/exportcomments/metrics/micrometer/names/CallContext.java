package io.exportcomments.metrics.micrometer.names;

import io.exportcomments.port.TransportCall;
import io.micrometer.observation.Observation;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an observation of a call or an attempt knows, for the program's own conventions and handlers. It holds no token,
 * URL or answer. Set by one thread at a time.
 */
public final class CallContext extends Observation.Context {
    /** The error code of what has none. */
    public static final String NO_CODE = "none";

    private final ClientObservation kind;
    private final String client;
    private final TransportCall call;
    private @Nullable CallOutcome outcome;
    private String errorCode = NO_CODE;

    /** An observation that begins; for the tests of conventions, too. */
    public CallContext(ClientObservation kind, String client, TransportCall call) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.client = Objects.requireNonNull(client, "client");
        this.call = Objects.requireNonNull(call, "call");
    }

    /** Sets how it ended. */
    public void ended(CallOutcome how, String code) {
        outcome = how;
        errorCode = code;
    }

    /** Whether this is a call or an attempt. */
    public ClientObservation kind() {
        return kind;
    }

    /** The name of the client. */
    public String client() {
        return client;
    }

    /** What is asked. */
    public TransportCall call() {
        return call;
    }

    /** How it ended; empty while it is under way. */
    public Optional<CallOutcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    /** The error code as a tag, of a bounded set; {@code none} without one. */
    public String errorCode() {
        return errorCode;
    }
}
