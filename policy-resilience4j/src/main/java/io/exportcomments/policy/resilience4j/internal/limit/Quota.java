package io.exportcomments.policy.resilience4j.internal.limit;

import io.exportcomments.error.RateLimit;

/** The limits that are kept. */
enum Quota {
    /** Requests of all kinds. */
    REQUESTS("requests-per-minute", RateLimit.REQUESTS_PER_MINUTE),
    /** What the program's own calls leave to the watches. */
    FOREGROUND("foreground-requests-per-minute", RateLimit.REQUESTS_PER_MINUTE),
    /** What the watches leave to the program's own calls. */
    BACKGROUND("background-requests-per-minute", RateLimit.REQUESTS_PER_MINUTE),
    /** Creations in the shorter window. */
    CREATIONS("creations-per-3-minutes", RateLimit.CREATION_WINDOW),
    /** Creations and retries in the longer window. */
    JOBS("jobs-per-5-minutes", RateLimit.CREATION_WINDOW),
    /** Batches in a window of their own. */
    BATCHES("batches", RateLimit.CREATION_WINDOW),
    /** Creations in a day, those of batches included. */
    DAY("creations-per-day", RateLimit.CREATIONS_PER_DAY);

    private final String label;
    private final RateLimit limit;

    Quota(String label, RateLimit limit) {
        this.label = label;
        this.limit = limit;
    }

    String label() {
        return label;
    }

    RateLimit limit() {
        return limit;
    }

    /** Whether it counts what came to be, and not the asking. */
    boolean countsResults() {
        return this == JOBS || this == DAY || this == BATCHES;
    }

    /** How often a call for so many URLs counts. */
    int weight(int urls) {
        return this == DAY ? urls : 1;
    }

    /** What a name in the log that programs share stands for: one of these, or the places for jobs. */
    static RateLimit limitOf(String label) {
        for (Quota quota : values()) {
            if (quota.label.equals(label)) {
                return quota.limit;
            }
        }
        return RateLimit.RUNNING_EXPORTS;
    }
}
