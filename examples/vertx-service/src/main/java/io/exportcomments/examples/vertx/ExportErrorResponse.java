package io.exportcomments.examples.vertx;

import io.exportcomments.error.AuthenticationException;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.CreateOutcomeUnknownException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.ServiceException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.error.UpdatesUnavailableException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * The response for an error: an HTTP status, an error code for programs and a message for people.
 *
 * @param status the HTTP status
 * @param error the error code
 * @param message the message; the library's messages hold no secrets
 * @param retryAfter how long to wait before the next attempt; zero if unknown
 */
record ExportErrorResponse(int status, String error, String message, Duration retryAfter) {
    ExportErrorResponse(int status, String error, String message) {
        this(status, error, message, Duration.ZERO);
    }

    /** The response for an error. */
    static ExportErrorResponse of(Throwable failure) {
        if (!(failure instanceof ExportCommentsException error)) {
            return new ExportErrorResponse(500, "internal", "Something went wrong here");
        }
        return of(error);
    }

    private static ExportErrorResponse of(ExportCommentsException error) {
        String message = String.valueOf(error.getMessage());
        if (error instanceof RateLimitException) {
            return new ExportErrorResponse(
                    429, "limit", message, error.retryAfter().orElse(Duration.ZERO));
        } else if (error instanceof InvalidRequestException) {
            return new ExportErrorResponse(400, "refused", message);
        } else if (error instanceof PermissionException) {
            return new ExportErrorResponse(403, "plan", message);
        } else if (error instanceof NotFoundException) {
            return new ExportErrorResponse(404, "no_such_job", message);
        } else if (error instanceof AuthenticationException) {
            return new ExportErrorResponse(502, "token", message);
        } else if (error instanceof CreateOutcomeUnknownException) {
            return new ExportErrorResponse(502, "outcome_unknown", message);
        } else if (error instanceof ConnectionException
                || error instanceof ServiceException
                || error instanceof UnreadableAnswerException) {
            return new ExportErrorResponse(502, "service", message);
        } else if (error instanceof DeadlineExceededException) {
            return new ExportErrorResponse(504, "time", message);
        } else if (error instanceof ClientClosedException || error instanceof UpdatesUnavailableException) {
            return new ExportErrorResponse(503, "unavailable", message);
        }
        return new ExportErrorResponse(500, "internal", message);
    }

    JsonObject json() {
        return new JsonObject().put("error", error).put("message", message);
    }

    /** Sends it, unless the client has left or the response has ended. */
    void send(HttpServerResponse response) {
        if (response.closed() || response.ended()) {
            return;
        }
        if (!retryAfter.isZero()) {
            response.putHeader("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(json().encode());
    }
}
