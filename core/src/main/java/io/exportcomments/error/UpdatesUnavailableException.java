package io.exportcomments.error;

import org.jspecify.annotations.Nullable;

/**
 * No update source is left that can follow the job: each one gave up for good. The job goes on.
 */
public final class UpdatesUnavailableException extends ExportCommentsException {

    /** An error of this kind. */
    public UpdatesUnavailableException(ErrorContext context, @Nullable Throwable cause) {
        super(
                context,
                "no update source is left to follow it",
                "See the cause, and follow the job again by its guid",
                cause);
    }

    @Override
    public boolean isTransient() {
        return getCause() instanceof ExportCommentsException cause && cause.isTransient();
    }

    @Override
    public UpdatesUnavailableException withContext(ErrorContext newContext) {
        return new UpdatesUnavailableException(newContext, getCause());
    }
}
