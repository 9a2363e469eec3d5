package io.exportcomments.error;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The service has trouble of its own: HTTP 5xx. The request may or may not have been taken. Of a file that another host
 * has, this is that host's trouble, its HTTP 429 included, which says nothing of the account's limits;
 * {@link ErrorContext#detail()} names the host then.
 */
public final class ServiceException extends ExportCommentsException {
    private static final int TOO_MANY_REQUESTS = 429;

    private final transient Optional<Duration> retryAfter;

    /** An error of this kind, of a service that does not say how long its trouble lasts. */
    public ServiceException(ErrorContext context, @Nullable Throwable cause) {
        this(context, Optional.empty(), cause);
    }

    /** An error of this kind. */
    public ServiceException(ErrorContext context, Optional<Duration> retryAfter, @Nullable Throwable cause) {
        super(
                context,
                context.httpStatus().orElse(0) == TOO_MANY_REQUESTS
                        ? "the host that has the file wants fewer requests"
                        : "the service has trouble",
                retryAfter
                        .map(wait -> "Try again in " + Math.max(1, wait.toSeconds()) + " s")
                        .orElse("Try again later"),
                cause);
        this.retryAfter = retryAfter.filter(wait -> !wait.isZero());
    }

    @Override
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    @Override
    public boolean isTransient() {
        return true;
    }

    @Override
    public ServiceException withContext(ErrorContext newContext) {
        return new ServiceException(newContext, retryAfter, getCause());
    }
}
