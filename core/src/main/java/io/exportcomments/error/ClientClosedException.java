package io.exportcomments.error;

import org.jspecify.annotations.Nullable;

/**
 * The client was closed, before the call or during it. Jobs go on at the service.
 */
public final class ClientClosedException extends ExportCommentsException {

    /** An error of this kind. */
    public ClientClosedException(ErrorContext context, @Nullable Throwable cause) {
        super(
                context,
                "the client is closed",
                "Build another client; jobs can be followed again by their guids",
                cause);
    }

    @Override
    public boolean isPermanent() {
        return true;
    }

    @Override
    public ClientClosedException withContext(ErrorContext newContext) {
        return new ClientClosedException(newContext, getCause());
    }
}
