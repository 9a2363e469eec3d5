package io.exportcomments.metrics.micrometer.names;

import io.micrometer.common.docs.KeyName;

/** The keys of tags, each with a small set of values, and the one key that has many and is never a tag. */
public enum ClientKey implements KeyName {
    /** Which client: the name that the program gave to its metrics. */
    CLIENT("client"),
    /** What was asked: an {@link io.exportcomments.job.Operation} in small letters, such as {@code socket-token}. */
    OPERATION("operation"),
    /** Who asked: {@code program}, or {@code library} for what keeps watches true. */
    CALLER("caller"),
    /** How a call ended, a {@link CallOutcome}, or what became of a webhook delivery, in small letters. */
    OUTCOME("outcome"),
    /** The class of the error, such as {@code RateLimitException}; Micrometer itself adds it to timers. */
    ERROR("error"),
    /**
     * The service's error code, such as {@code RATE_LIMIT_EXCEEDED}; {@code HTTP_502} for an answer without one; or
     * {@code none}.
     */
    ERROR_CODE("error.code"),
    /** The name of an update source, such as {@code polling}; {@code state} for the library's own readings. */
    SOURCE("source"),
    /** How a source or the circuit breaker stands, in small letters. */
    STATE("state"),
    /** A status that ends an attempt of a job; {@code empty} for one that is done and found nothing. */
    STATUS("status"),
    /** The name of a limit, such as {@code requests-per-minute}. */
    LIMIT("limit"),
    /** The source that was left. */
    FROM("from"),
    /** The source that was asked to take over. */
    TO("to"),
    /** Why something was passed over, or a call is sent again. */
    REASON("reason"),
    /** The job: on spans only, never a tag. */
    JOB_GUID("job.guid");

    private final String key;

    ClientKey(String key) {
        this.key = key;
    }

    @Override
    public String asString() {
        return key;
    }
}
