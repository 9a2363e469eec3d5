package io.exportcomments.transport.http.spi;

import java.time.Duration;

/**
 * Which connection may carry a request: some peers end a connection after an answer, or when it was idle, without
 * saying so before.
 */
public enum ConnectionChoice {
    /** Any of the pool's that is not known to be over: what is lost on it may be sent again. */
    POOLED,
    /**
     * One of the pool's that has said nothing for {@link #QUIET}, its end included; what is lost on it can't be sent
     * again.
     */
    PROVEN,
    /** None that carried a request before. With HTTP/2, where a connection carries many at once, any. */
    FRESH;

    /** How long a peer has to end a connection after its answer, before that is used for what can't be sent again. */
    public static final Duration QUIET = Duration.ofMillis(50);
}
