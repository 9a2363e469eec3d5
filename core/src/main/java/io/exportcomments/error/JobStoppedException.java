package io.exportcomments.error;

import io.exportcomments.job.Job;
import org.jspecify.annotations.Nullable;

/**
 * The job was stopped by hand; it won't run again.
 */
public final class JobStoppedException extends ExportCommentsException {
    private final transient Job job;

    /** An error of this kind. */
    public JobStoppedException(ErrorContext context, Job job, @Nullable Throwable cause) {
        super(context, "the export was stopped", "Create it again if its result is wanted", cause);
        this.job = job;
    }

    /** The job as it was stopped. */
    public Job job() {
        return job;
    }

    @Override
    public boolean isPermanent() {
        return true;
    }

    @Override
    public JobStoppedException withContext(ErrorContext newContext) {
        return new JobStoppedException(newContext, job, getCause());
    }
}
