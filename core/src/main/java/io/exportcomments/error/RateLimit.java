package io.exportcomments.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The limits that a 429 can name. Source: the service's page on errors. */
public enum RateLimit {
    /** Requests in a minute. */
    REQUESTS_PER_MINUTE("too many requests this minute"),
    /** Creations in a day. */
    CREATIONS_PER_DAY("the day's exports are used up"),
    /** Exports that run at once. */
    RUNNING_EXPORTS("too many exports are running"),
    /** Exports that are queued. */
    QUEUED_EXPORTS("too many exports are queued"),
    /** Creations within the sliding window of some minutes. */
    CREATION_WINDOW("too many exports were created in the last minutes"),
    /** A limit that this version does not know. */
    UNKNOWN("a limit of the plan is reached");

    private final String sentence;

    RateLimit(String sentence) {
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }

    /** The limit that an error code of the service names. */
    public static RateLimit fromErrorCode(@Nullable String code) {
        return switch (Objects.requireNonNullElse(code, "")) {
            case "RATE_LIMIT_EXCEEDED", "PLAN_RATE_LIMIT" -> REQUESTS_PER_MINUTE;
            case "DAILY_LIMIT_EXCEEDED" -> CREATIONS_PER_DAY;
            case "CONCURRENCY_RATE_LIMIT" -> RUNNING_EXPORTS;
            case "QUEUE_LIMIT_EXCEEDED" -> QUEUED_EXPORTS;
            case "RATE_WINDOW_EXCEEDED" -> CREATION_WINDOW;
            default -> UNKNOWN;
        };
    }
}
