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
                "the export found nothing, so there is no file"
                        + job.resultNote().map(note -> ": " + note).orElse(""),
                "Check that the page is public and has comments, and that the options do not exclude them all",
                cause);
        this.job = job;
    }

    /** The job, whose {@link Job#resultNote()} may say why. */
    public Job job() {
        return job;
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
