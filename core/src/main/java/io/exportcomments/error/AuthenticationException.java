package io.exportcomments.error;

import org.jspecify.annotations.Nullable;

/**
 * The service does not know the token, or none was sent: HTTP 401. Trying again won't help.
 */
public final class AuthenticationException extends ExportCommentsException {

    /** An error of this kind. */
    public AuthenticationException(ErrorContext context, @Nullable Throwable cause) {
        super(
                context,
                "the service refused the token",
                "Check the API token: it has 120 letters and digits, and is valid for one year",
                cause);
    }

    @Override
    public boolean isPermanent() {
        return !context().fromIntermediary();
    }

    @Override
    public boolean provesNothingTaken() {
        return !context().fromIntermediary();
    }

    @Override
    public AuthenticationException withContext(ErrorContext newContext) {
        return new AuthenticationException(newContext, getCause());
    }
}
