package io.exportcomments.policy.resilience4j.internal.guard;

import java.time.Duration;

/** Why a call was not sent: the circuit breaker holds all of them back. Says for how long more. */
public final class CircuitOpenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Duration wait;

    CircuitOpenException(String breaker, Duration wait) {
        super("The circuit breaker '" + breaker + "' lets nothing through", null, false, false);
        this.wait = wait;
    }

    /** How long until the breaker lets a call through, to see. */
    public Duration untilNext() {
        return wait;
    }
}
