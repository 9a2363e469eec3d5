package io.exportcomments.codec.moshi.internal;

import io.exportcomments.error.AuthenticationException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.ServiceException;
import io.exportcomments.error.UnreadableAnswerException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes the error for an answer with a status other than 2xx from its status, its headers and what can be read of its
 * body.
 */
public final class ErrorAnswers {
    private static final int LARGEST_BODY = 1 << 16;

    private final Redactor redactor;

    /** Makes errors whose texts show nothing that the redactor masks. */
    public ErrorAnswers(Redactor redactor) {
        this.redactor = redactor;
    }

    /** The error, from the first 64 KiB of a body, which is not closed. */
    public ExportCommentsException errorFor(
            ErrorContext context,
            int status,
            @Nullable String retryAfter,
            @Nullable String date,
            BufferedSource body,
            Instant now) {
        byte[] start;
        try {
            start = body.request(LARGEST_BODY)
                    ? body.readByteArray(LARGEST_BODY)
                    : body.getBuffer().readByteArray();
        } catch (IOException e) {
            // The status is known, and says more than that the rest of the body is missing.
            start = body.getBuffer().readByteArray();
        }
        return errorFor(context, status, retryAfter, date, start, now);
    }

    /** The error, from a complete body. */
    public ExportCommentsException errorFor(
            ErrorContext context,
            int status,
            @Nullable String retryAfter,
            @Nullable String date,
            byte[] body,
            Instant now) {
        byte[] start = body.length > LARGEST_BODY ? Arrays.copyOf(body, LARGEST_BODY) : body;
        ErrorBody said = ErrorBody.read(start, redactor);
        ErrorContext answered = context.answered(status, said.errorCode(), said.detail());
        answered = said.isServicesOwn() ? answered : answered.byIntermediary();
        Optional<Duration> wait = RetryAfter.of(said.secondsToWait(), retryAfter, date, now);
        return switch (status) {
            case 401 -> new AuthenticationException(answered, null);
            case 402, 403 -> new PermissionException(answered, null);
            case 404, 410 -> new NotFoundException(answered, null);
            // Only proxies ask so, whatever their page says.
            case 407 ->
                new InvalidRequestException(context.answered(status, null, null).byIntermediary(), null);
            // The service stopped waiting for the request, or wants it later: the request itself is fine.
            case 408, 425 -> new ServiceException(answered, wait, null);
            case 429 -> new RateLimitException(answered, RateLimit.fromErrorCode(said.errorCode()), wait, null);
            default -> byClass(answered, status, wait, start);
        };
    }

    private ExportCommentsException byClass(ErrorContext answered, int status, Optional<Duration> wait, byte[] start) {
        if (status >= 400 && status < 500) {
            return new InvalidRequestException(answered, null);
        }
        if (status >= 500 && status < 600) {
            return new ServiceException(answered, wait, null);
        }
        // A redirect that must not be followed, or not an HTTP status: the service did not answer this.
        byte[] head = Arrays.copyOf(start, Math.min(start.length, Redactor.LONGEST));
        return new UnreadableAnswerException(answered, redactor.excerpt(head), null);
    }
}
