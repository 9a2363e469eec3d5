package io.exportcomments.job;

/** What a program can ask of an existing job. */
public enum JobCommand {
    /** Run a failed job again, as a new attempt. */
    RETRY,
    /** End a queued or running job. */
    STOP
}
