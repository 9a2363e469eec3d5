package io.exportcomments.error;

import io.exportcomments.job.JobStatus;
import io.exportcomments.job.Operation;
import org.jspecify.annotations.Nullable;

/**
 * A command does not fit the job's status: retrying one that did not fail, stopping one that is over, downloading one
 * that is not done. The job is as it was.
 */
public final class LifecycleConflictException extends ExportCommentsException {
    private final transient JobStatus status;

    /** An error of this kind. */
    public LifecycleConflictException(ErrorContext context, JobStatus status, @Nullable Throwable cause) {
        super(context, "the job's status is " + status.wireName(), advice(context), cause);
        this.status = status;
    }

    /** The status that the command met. */
    public JobStatus status() {
        return status;
    }

    @Override
    public boolean provesNothingTaken() {
        return true;
    }

    @Override
    public LifecycleConflictException withContext(ErrorContext newContext) {
        return new LifecycleConflictException(newContext, status, getCause());
    }

    private static String advice(ErrorContext context) {
        return switch (context.operation().orElse(Operation.GET)) {
            case RETRY -> "Only a failed job can be retried";
            case STOP -> "Only a queued or running job can be stopped";
            default -> "Wait until the job is done";
        };
    }
}
