package io.exportcomments.policy.resilience4j;

/** The single policies of {@link Policies}, the outermost first. */
public enum Policy {
    /** Ends a call whose time is over; off unless set, as the client has a deadline of its own for each call. */
    TIME_LIMIT,
    /** Sends again what is safe to send again. */
    RETRY,
    /** Waits until the plan allows the call. */
    LIMITS,
    /** Bounds the number of calls under way. */
    BULKHEAD,
    /** Sends no calls while the service is down. */
    CIRCUIT_BREAKER
}
