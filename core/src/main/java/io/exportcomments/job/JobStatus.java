package io.exportcomments.job;

import java.util.Locale;
import java.util.Objects;

/**
 * Where a job stands. The service's own word for it, whatever it is, stays in {@link Job#wireStatus()}.
 *
 * <p>Source: the service's export jobs page; the webhook and older names are read as the same statuses.
 */
public enum JobStatus {
    /** Waiting to be processed. */
    QUEUEING("queueing"),
    /** Exporting data. */
    PROGRESS("progress"),
    /** Completed, for good; the links to the files are filled. */
    DONE("done"),
    /** Failed; a retry opens a new attempt. */
    ERROR("error"),
    /** Stopped by hand, for good. */
    STOPPED("stopped"),
    /** A status that this version does not know; taken as still running. */
    UNKNOWN("unknown");

    private final String wireName;

    JobStatus(String wireName) {
        this.wireName = wireName;
    }

    /** The name in the service's REST answers. */
    public String wireName() {
        return wireName;
    }

    /** Whether an attempt is over at this status: done, error or stopped. */
    public boolean isTerminal() {
        return this == DONE || this == ERROR || this == STOPPED;
    }

    /** Whether nothing can follow: done or stopped. */
    public boolean isFinal() {
        return this == DONE || this == STOPPED;
    }

    /**
     * The status for a name used in a REST answer, a realtime event or a webhook, in whatever case; never null.
     */
    public static JobStatus fromWire(String name) {
        JobStatus status = fromLowerCase(Objects.requireNonNull(name, "name"));
        return status == UNKNOWN ? fromLowerCase(name.toLowerCase(Locale.ROOT)) : status;
    }

    private static JobStatus fromLowerCase(String name) {
        return switch (name) {
            case "queueing", "queued", "requeued", "requeuing" -> QUEUEING;
            case "progress", "processing" -> PROGRESS;
            case "done" -> DONE;
            case "error", "failed" -> ERROR;
            case "stopped" -> STOPPED;
            default -> UNKNOWN;
        };
    }
}
