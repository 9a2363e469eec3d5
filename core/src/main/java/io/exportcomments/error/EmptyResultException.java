package io.exportcomments.error;

import io.exportcomments.job.Job;
import org.jspecify.annotations.Nullable;

/**
 * The export is done and found nothing, so there is no file to download: the page is private or behind a login, its
 * comments are off, or the filters are too narrow. This is neither a failure of the job nor a file that is gone.
 */
public final class EmptyResultException extends ExportCommentsException {
    private final transient Job job;

    /** An error of this kind. */
    public EmptyResultException(ErrorContext context, Job job, @Nullable Throwable cause) {
        super(
                context,
                "the export is done, but its result is empty: " + reason(job),
                "Correct the request and create another if something was to be found",
                cause);
        this.job = job;
    }

    /** The job, whose {@link Job#resultNote()} may say why. */
    public Job job() {
        return job;
    }

    /** Why the result is empty: the service's note, or what it may be. */
    public String reason() {
        return reason(job);
    }

    private static String reason(Job job) {
        return job.resultNote()
                .filter(note -> !note.isBlank())
                .orElse("the page may be private, its comments may be off, or the filters may be too narrow");
    }

    @Override
    public boolean isPermanent() {
        return true;
    }

    @Override
    public EmptyResultException withContext(ErrorContext newContext) {
        return new EmptyResultException(newContext, job, getCause());
    }
}
