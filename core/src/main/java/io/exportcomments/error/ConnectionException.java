package io.exportcomments.error;

import org.jspecify.annotations.Nullable;

/**
 * No whole answer came: refused, reset, cut, or a time-out of one attempt. {@link #sent()} says whether the service can
 * have taken the request.
 */
public final class ConnectionException extends ExportCommentsException {
    private final transient Sent sent;
    private final boolean timeout;
    private final transient String what;

    /** An error of this kind. */
    public ConnectionException(
            ErrorContext context, Sent sent, boolean timeout, String what, @Nullable Throwable cause) {
        super(
                context,
                what + sent.sentence(),
                isProxyLogin(context)
                        ? ErrorContext.PROXY_LOGIN_ADVICE
                        : "Check the network and the base URL, and try again",
                cause);
        this.sent = sent;
        this.timeout = timeout;
        this.what = what;
    }

    /** Whether the request can have reached the service. */
    public Sent sent() {
        return sent;
    }

    /** Whether it was a time-out of the attempt. */
    public boolean timeout() {
        return timeout;
    }

    /** What happened, in a few words without secrets. */
    public String what() {
        return what;
    }

    /** Not if a proxy asks for a user and a password: it would go on asking, or lock the user out. */
    @Override
    public boolean isTransient() {
        return !isProxyLogin(context());
    }

    /** Without a connection, only a proxy can have answered; some say 401 to a wrong password. */
    private static boolean isProxyLogin(ErrorContext context) {
        return context.isProxyLogin() || context.httpStatus().orElse(0) == 401;
    }

    @Override
    public boolean provesNothingTaken() {
        return sent == Sent.NO;
    }

    @Override
    public ConnectionException withContext(ErrorContext newContext) {
        return new ConnectionException(newContext, sent, timeout, what, getCause());
    }
}
