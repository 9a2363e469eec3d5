package io.exportcomments.error;

import io.exportcomments.job.Job;
import org.jspecify.annotations.Nullable;

/**
 * The job ended with an error. It can be retried.
 */
public final class JobFailedException extends ExportCommentsException {
    private final transient Job job;

    /** An error of this kind. */
    public JobFailedException(ErrorContext context, Job job, @Nullable Throwable cause) {
        super(
                context,
                "the export failed" + job.error().map(e -> ": " + e).orElse(""),
                "Retry it, or correct the request and create another",
                cause);
        this.job = job;
    }

    /** The job as it ended. */
    public Job job() {
        return job;
    }

    @Override
    public boolean isPermanent() {
        return true;
    }

    @Override
    public JobFailedException withContext(ErrorContext newContext) {
        return new JobFailedException(newContext, job, getCause());
    }
}
