package io.exportcomments.error;

import io.exportcomments.annotation.Experimental;
import io.exportcomments.job.JobGuid;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A batch was sent, no answer told what became of it, and not all of its jobs could be found. Nothing was sent again:
 * that could cost each of its exports a second time.
 */
@Experimental
public final class BatchOutcomeUnknownException extends ExportCommentsException {
    private final transient Map<String, JobGuid> found;
    private final transient List<String> missing;
    private final transient List<String> unclear;
    private final transient List<JobGuid> candidates;

    /**
     * An error of this kind.
     *
     * @param found the job of each URL that has one
     * @param missing the URLs that have none
     * @param unclear the URLs of which it can't be told
     * @param candidates the jobs that may be those of the unclear ones, newest first
     */
    public BatchOutcomeUnknownException(
            ErrorContext context,
            Map<String, JobGuid> found,
            List<String> missing,
            List<String> unclear,
            List<JobGuid> candidates,
            @Nullable Throwable cause) {
        super(
                context,
                "the request was sent, and " + WhatCame.of(cause) + "; of its URLs, " + found.size() + " have a job, "
                        + missing.size() + " have none, and of " + unclear.size() + " it can't be told"
                        + (candidates.isEmpty() ? "" : "; these may be theirs: " + candidates),
                "Don't send the batch again, as each of its exports counts against the quota: look at the list of jobs,"
                        + " and create what is missing one by one",
                cause);
        this.found = Map.copyOf(found);
        this.missing = List.copyOf(missing);
        this.unclear = List.copyOf(unclear);
        this.candidates = List.copyOf(candidates);
    }

    /** The job of each URL that certainly has one. */
    public Map<String, JobGuid> found() {
        return found;
    }

    /** The URLs of which the list of jobs certainly shows none: the service rejected them, or never got the batch. */
    public List<String> missing() {
        return missing;
    }

    /** The URLs of which it can't be told whether they have a job. */
    public List<String> unclear() {
        return unclear;
    }

    /** The jobs that may be those of the unclear URLs, newest first; empty if none was found. */
    public List<JobGuid> candidates() {
        return candidates;
    }

    @Override
    public BatchOutcomeUnknownException withContext(ErrorContext newContext) {
        return new BatchOutcomeUnknownException(newContext, found, missing, unclear, candidates, getCause());
    }
}
