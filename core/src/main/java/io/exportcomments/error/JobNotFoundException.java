package io.exportcomments.error;

import org.jspecify.annotations.Nullable;

/**
 * There is no such job, or no such file, on this account: HTTP 404.
 */
public final class JobNotFoundException extends ExportCommentsException {

    /** An error of this kind. */
    public JobNotFoundException(ErrorContext context, @Nullable Throwable cause) {
        super(
                context,
                "there is no such thing on this account",
                "Check the guid, and that the token is of the account that made the job; files are deleted some days after the export",
                cause);
    }

    @Override
    public JobNotFoundException withContext(ErrorContext newContext) {
        return new JobNotFoundException(newContext, getCause());
    }
}
