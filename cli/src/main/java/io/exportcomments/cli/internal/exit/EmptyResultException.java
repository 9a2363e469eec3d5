package io.exportcomments.cli.internal.exit;

import io.exportcomments.job.Job;

/** The job is done and found nothing, so there are no files; the message has the service's note. */
public final class EmptyResultException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** An error for this job. */
    public EmptyResultException(Job job) {
        super("Job " + job.guid() + " is done, but its result is empty: " + reason(job));
    }

    /** Why the result is empty: the service's note, or what it may be. */
    public static String reason(Job job) {
        return job.resultNote()
                .filter(note -> !note.isBlank())
                .orElse("the page may be private, its comments may be off, or the filters may be too narrow");
    }
}
