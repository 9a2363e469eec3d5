package io.exportcomments.cli.internal.batch;

import java.util.Locale;

/** Where the export of a URL stands, by the word that the report has for it. */
public enum Standing {
    /** Nothing was sent. */
    WAITING,
    /** The creation is being sent: whether the job exists is not known. */
    SENDING,
    /** The job exists. */
    CREATED,
    /** The files are there. */
    DONE,
    /** The job failed. */
    FAILED,
    /** The job was stopped. */
    STOPPED,
    /** The service took no such job. */
    REFUSED,
    /** It went wrong here, or on the way: the next run goes on with it. */
    BROKEN;

    /** Whether this run has no more to do for it. */
    public boolean isOver() {
        return this == DONE || this == FAILED || this == STOPPED || this == REFUSED || this == BROKEN;
    }

    /** The word for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
