package io.exportcomments.error;

import io.exportcomments.job.JobGuid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job was sent for creation, no answer told what became of it, and looking it up did not tell whether it exists.
 * Nothing was sent again: that could cost a second export.
 */
public final class CreateOutcomeUnknownException extends ExportCommentsException {
    private final transient List<JobGuid> candidates;

    /** An error of this kind. */
    public CreateOutcomeUnknownException(ErrorContext context, List<JobGuid> candidates, @Nullable Throwable cause) {
        super(
                context,
                "the request was sent, " + WhatCame.of(cause) + ", and whether the job exists can't be told"
                        + (candidates.isEmpty() ? "" : "; it may be " + candidates),
                "Look at the list of jobs before you create it again, as each creation counts against the quota",
                cause);
        this.candidates = candidates;
    }

    /** The jobs that may be the one, newest first; empty if none was found. */
    public List<JobGuid> candidates() {
        return candidates;
    }

    @Override
    public CreateOutcomeUnknownException withContext(ErrorContext newContext) {
        return new CreateOutcomeUnknownException(newContext, candidates, getCause());
    }
}
