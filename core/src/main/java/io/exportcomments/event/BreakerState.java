package io.exportcomments.event;

/** How a circuit breaker stands. */
public enum BreakerState {
    /** Calls go through. */
    CLOSED,
    /** Calls fail at once. */
    OPEN,
    /** A few calls go through, to see. */
    HALF_OPEN
}
