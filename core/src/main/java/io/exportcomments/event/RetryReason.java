package io.exportcomments.event;

/** Why a call is not sent at once, or has to be sent again. */
public enum RetryReason {
    /** The service answered with an error of its own, such as a 502. */
    SERVICE_TROUBLE,
    /** The service could not be reached, or the connection broke. */
    CONNECTION_TROUBLE,
    /** The service refused the call by a limit. */
    RATE_LIMIT,
    /** The circuit breaker is open, and the call was held back. */
    CIRCUIT_OPEN
}
