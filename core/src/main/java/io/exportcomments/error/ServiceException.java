package io.exportcomments.error;

import org.jspecify.annotations.Nullable;

/**
 * The service has trouble of its own: HTTP 5xx. The request may or may not have been taken.
 */
public final class ServiceException extends ExportCommentsException {

    /** An error of this kind. */
    public ServiceException(ErrorContext context, @Nullable Throwable cause) {
        super(context, "the service has trouble", "Try again later", cause);
    }

    @Override
    public ServiceException withContext(ErrorContext newContext) {
        return new ServiceException(newContext, getCause());
    }
}
