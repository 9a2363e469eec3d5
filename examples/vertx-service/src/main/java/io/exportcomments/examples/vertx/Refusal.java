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
 * Why there is no stream, or no more of it: an HTTP status, a word for programs and a sentence for people.
 *
 * @param status the HTTP status
 * @param error the word
 * @param message the sentence; the library's messages hold nothing secret
 * @param retryAfter how long to wait before asking again; zero where nobody knows
 */
record Refusal(int status, String error, String message, Duration retryAfter) {
    Refusal(int status, String error, String message) {
        this(status, error, message, Duration.ZERO);
    }

    /** The refusal that an error stands for. */
    static Refusal of(Throwable failure) {
        if (!(failure instanceof ExportCommentsException error)) {
            return new Refusal(500, "internal", "Something went wrong here");
        }
        return of(error);
    }

    private static Refusal of(ExportCommentsException error) {
        String message = String.valueOf(error.getMessage());
        if (error instanceof RateLimitException) {
            return new Refusal(429, "limit", message, error.retryAfter().orElse(Duration.ZERO));
        } else if (error instanceof InvalidRequestException) {
            return new Refusal(400, "refused", message);
        } else if (error instanceof PermissionException) {
            return new Refusal(403, "plan", message);
        } else if (error instanceof NotFoundException) {
            return new Refusal(404, "no_such_job", message);
        } else if (error instanceof AuthenticationException) {
            return new Refusal(502, "token", message);
        } else if (error instanceof CreateOutcomeUnknownException) {
            return new Refusal(502, "outcome_unknown", message);
        } else if (error instanceof ConnectionException
                || error instanceof ServiceException
                || error instanceof UnreadableAnswerException) {
            return new Refusal(502, "service", message);
        } else if (error instanceof DeadlineExceededException) {
            return new Refusal(504, "time", message);
        } else if (error instanceof ClientClosedException || error instanceof UpdatesUnavailableException) {
            return new Refusal(503, "unavailable", message);
        }
        return new Refusal(500, "internal", message);
    }

    JsonObject json() {
        return new JsonObject().put("error", error).put("message", message);
    }

    /** Answers with it, if somebody is there to hear it. */
    void answer(HttpServerResponse response) {
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
