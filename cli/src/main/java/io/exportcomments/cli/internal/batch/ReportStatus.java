package io.exportcomments.cli.internal.batch;

import java.util.Locale;

/** The status of a URL's export; the report writes it in lower case. */
public enum ReportStatus {
    /** Nothing was sent. */
    WAITING,
    /** The creation is being sent; the job may or may not exist. */
    SENDING,
    /** The job exists. */
    CREATED,
    /** The files are downloaded. */
    DONE,
    /** The job is done and found nothing: there are no files. */
    EMPTY,
    /** The job failed. */
    FAILED,
    /** The job was stopped. */
    STOPPED,
    /** The service refused the job. */
    REFUSED,
    /** Something failed on the way; the next run continues. */
    BROKEN;

    /** Whether this run has nothing more to do for it. */
    public boolean isOver() {
        return isComplete() || this == FAILED || this == STOPPED || this == REFUSED || this == BROKEN;
    }

    /** Whether no run has anything more to do for it. */
    public boolean isComplete() {
        return this == DONE || this == EMPTY;
    }

    /** Its word in the report. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
