package io.exportcomments.mcp.internal.tool;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.AuthenticationException;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.CreateOutcomeUnknownException;
import io.exportcomments.error.EmptyResultException;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.LifecycleConflictException;
import io.exportcomments.error.LocalFileException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;

/** What went wrong, in words, and what an assistant does next. */
final class ToolErrors {
    private static final System.Logger LOG = System.getLogger("io.exportcomments.mcp");

    private ToolErrors() {}

    static String words(Throwable failure) {
        Throwable error = Failures.unwrap(failure);
        if (error instanceof ArgumentException wrong) {
            return String.valueOf(wrong.getMessage());
        }
        if (error instanceof ExportCommentsException known) {
            return sentence(String.valueOf(known.getMessage())) + " NEXT: " + next(known);
        }
        LOG.log(System.Logger.Level.ERROR, "A tool failed unexpectedly", error);
        if (error instanceof OutOfMemoryError) {
            return "This server has not enough memory or threads (" + error.getMessage() + "). NEXT: tell the user, who"
                    + " can give it more. Do not call again before list_jobs has shown what was done.";
        }
        return "Unexpected error: " + error.getClass().getSimpleName() + ". NEXT: tell the user; it is a bug of this"
                + " server. Do not call again before list_jobs has shown what was done.";
    }

    private static String sentence(String message) {
        return message.endsWith(".") ? message : message + ".";
    }

    private static String next(ExportCommentsException error) {
        if (error instanceof AuthenticationException) {
            return "tell the user that the API token with which this server was started is not accepted. Nothing works"
                    + " before that is changed.";
        }
        if (error instanceof PermissionException) {
            return "tell the user that the account or its plan does not allow this.";
        }
        if (error instanceof InvalidRequestException) {
            return "correct the arguments; nothing was done.";
        }
        if (error instanceof NotFoundException) {
            return "call list_jobs to see the jobs that there are.";
        }
        if (error instanceof LifecycleConflictException) {
            return "call check_job to see how the job is; its status does not allow this now.";
        }
        if (error instanceof CreateOutcomeUnknownException) {
            return "do NOT create it again: the job may exist. Call list_jobs in a minute, and look for its URL.";
        }
        if (error instanceof RateLimitException limit) {
            return next(limit);
        }
        if (error instanceof EmptyResultException) {
            return "tell the user that nothing was found; there is nothing to read.";
        }
        if (error instanceof LocalFileException) {
            return "choose another file, or tell the user.";
        }
        if (error instanceof ClientClosedException) {
            return "nothing; this server is shutting down.";
        }
        return error.isPermanent()
                ? "tell the user; the same call will fail again."
                : "wait a minute, then call again; for export_comments and retry_job look at list_jobs first.";
    }

    private static String next(RateLimitException error) {
        if (error.limit() == RateLimit.CREATIONS_PER_DAY) {
            return "tell the user that today's exports are used up. Nothing was done.";
        }
        long seconds = error.retryAfter()
                .map(wait -> Math.max(1, wait.plusMillis(999).toSeconds()))
                .orElse(60L);
        return "nothing was done. Wait " + seconds + " s before the next call, and do not call in a loop.";
    }
}
