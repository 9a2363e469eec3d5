package io.exportcomments.metrics.micrometer.names;

import java.util.Locale;

/** How a call or an attempt ended. */
public enum CallOutcome {
    /** With an answer. */
    SUCCESS,
    /** With an error. */
    ERROR,
    /** Ended from outside before there was an answer: by the caller, or because the client was closed. */
    CANCELLED,
    /** Ended because the time of the whole call was over. */
    DEADLINE;

    /** The outcome as a tag: in small letters. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
