package io.exportcomments.error;

import org.jspecify.annotations.Nullable;

/**
 * The service takes the request for wrong: HTTP 400 or 422, or another 4xx without a class of its own, be it a proxy's
 * (407). Where the service itself says so, nothing was done, and sending the same again won't help.
 */
public final class InvalidRequestException extends ExportCommentsException {
    private static final int TEMPORARY_REDIRECT = 307;
    private static final int PERMANENT_REDIRECT = 308;

    /** An error of this kind. */
    public InvalidRequestException(ErrorContext context, @Nullable Throwable cause) {
        super(
                context,
                context.isProxyLogin()
                        ? "the proxy asks for a user and password"
                        : "the service takes the request for invalid",
                context.isProxyLogin() ? ErrorContext.PROXY_LOGIN_ADVICE : "Correct the request",
                cause);
    }

    @Override
    public boolean isPermanent() {
        return !context().fromIntermediary();
    }

    @Override
    public boolean provesNothingTaken() {
        return !context().fromIntermediary() || isRedirected();
    }

    /** Whether the request should have been sent elsewhere as it was: then nobody has taken it here. */
    private boolean isRedirected() {
        int status = context().httpStatus().orElse(0);
        return status == TEMPORARY_REDIRECT || status == PERMANENT_REDIRECT;
    }

    @Override
    public InvalidRequestException withContext(ErrorContext newContext) {
        return new InvalidRequestException(newContext, getCause());
    }
}
