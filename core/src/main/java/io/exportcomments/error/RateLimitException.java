package io.exportcomments.error;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A limit of the plan is reached: HTTP 429. The request was not taken, and may be sent again after
 * {@link #retryAfter()}.
 */
public final class RateLimitException extends ExportCommentsException {
    private final transient RateLimit limit;
    private final transient Optional<Duration> retryAfter;

    /** An error of this kind. */
    public RateLimitException(
            ErrorContext context, RateLimit limit, Optional<Duration> retryAfter, @Nullable Throwable cause) {
        super(
                context,
                limit.sentence(),
                retryAfter
                        .map(d -> "Wait " + Math.max(1, d.toSeconds()) + " s, then try again")
                        .orElse("Wait, then try again"),
                cause);
        this.limit = limit;
        this.retryAfter = retryAfter.filter(wait -> !wait.isZero());
    }

    /** Which limit. */
    public RateLimit limit() {
        return limit;
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
    public boolean provesNothingTaken() {
        return true;
    }

    @Override
    public RateLimitException withContext(ErrorContext newContext) {
        return new RateLimitException(newContext, limit, retryAfter, getCause());
    }
}
