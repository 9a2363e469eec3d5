package io.exportcomments.error;

import org.jspecify.annotations.Nullable;

/**
 * The caller gave up: its thread was interrupted, or its future cancelled. The job goes on and can be followed again.
 */
public final class CallCancelledException extends ExportCommentsException {

    /** An error of this kind. */
    public CallCancelledException(ErrorContext context, @Nullable Throwable cause) {
        super(context, "cancelled by the caller", "The job goes on; follow it again by its guid", cause);
    }

    @Override
    public CallCancelledException withContext(ErrorContext newContext) {
        return new CallCancelledException(newContext, getCause());
    }
}
