package io.exportcomments.examples.spring;

import io.exportcomments.error.AuthenticationException;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.CreateOutcomeUnknownException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.LifecycleConflictException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.ServiceException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.error.UpdatesUnavailableException;
import io.exportcomments.job.JobStatus;
import org.springframework.http.HttpStatus;

/**
 * What an error of the client means for the person at the page.
 *
 * @param status the HTTP status
 * @param words what happened and what to do, in plain words
 */
record ErrorMessage(HttpStatus status, String words) {
    static ErrorMessage of(Throwable failure) {
        if (failure instanceof InvalidRequestException error) {
            return new ErrorMessage(HttpStatus.BAD_REQUEST, "The service does not take this" + said(error));
        } else if (failure instanceof PermissionException error) {
            return new ErrorMessage(HttpStatus.FORBIDDEN, "The account's plan does not allow this" + said(error));
        } else if (failure instanceof NotFoundException) {
            return new ErrorMessage(HttpStatus.NOT_FOUND, "The service has no such job, or no more.");
        } else if (failure instanceof LifecycleConflictException error) {
            return new ErrorMessage(HttpStatus.CONFLICT, "That does not fit: the job " + state(error.status()) + ".");
        } else if (failure instanceof RateLimitException error) {
            return new ErrorMessage(HttpStatus.TOO_MANY_REQUESTS, limit(error.limit()) + wait(error));
        } else if (failure instanceof AuthenticationException) {
            return new ErrorMessage(
                    HttpStatus.BAD_GATEWAY,
                    "The service does not accept the API token of this program. Start it again with a good one.");
        } else if (failure instanceof CreateOutcomeUnknownException) {
            return new ErrorMessage(
                    HttpStatus.BAD_GATEWAY,
                    "The service did not say whether the export was created."
                            + " Look whether it turns up below before you try again.");
        } else if (failure instanceof ConnectionException) {
            return new ErrorMessage(HttpStatus.BAD_GATEWAY, "The service can't be reached. Try again in a moment.");
        } else if (failure instanceof ServiceException || failure instanceof UnreadableAnswerException) {
            return new ErrorMessage(
                    HttpStatus.BAD_GATEWAY, "The service has trouble of its own. Try again in a moment.");
        } else if (failure instanceof DeadlineExceededException) {
            return new ErrorMessage(HttpStatus.GATEWAY_TIMEOUT, "The service took too long. Try again in a moment.");
        } else if (failure instanceof UpdatesUnavailableException) {
            return new ErrorMessage(HttpStatus.SERVICE_UNAVAILABLE, "The service sends no live updates.");
        } else if (failure instanceof ClientClosedException) {
            return new ErrorMessage(HttpStatus.SERVICE_UNAVAILABLE, "This program is about to end.");
        }
        return new ErrorMessage(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong here. Try again in a moment.");
    }

    private static String said(ExportCommentsException error) {
        return error.context().detail().map(detail -> ": " + detail).orElse(".");
    }

    private static String state(JobStatus status) {
        return switch (status) {
            case QUEUEING -> "is still in the queue";
            case DONE -> "is done";
            case ERROR -> "has failed";
            case STOPPED -> "was stopped";
            case PROGRESS, UNKNOWN -> "is still running";
        };
    }

    private static String limit(RateLimit limit) {
        return switch (limit) {
            case REQUESTS_PER_MINUTE -> "The account's requests of this minute are used up.";
            case CREATIONS_PER_DAY -> "The account's exports of this day are used up.";
            case RUNNING_EXPORTS -> "Too many of the account's exports are running.";
            case QUEUED_EXPORTS -> "Too many of the account's exports are waiting.";
            case CREATION_WINDOW -> "Too many exports were created in the last minutes.";
            case UNKNOWN -> "A limit of the account's plan is reached.";
        };
    }

    private static String wait(RateLimitException error) {
        return error.retryAfter()
                .map(wait -> " Try again in " + Math.max(1, wait.toSeconds()) + " seconds.")
                .orElse(" Try again later.");
    }
}
