package io.exportcomments.bulk.batch;

import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * An export that another program has begun, as far as its own record says.
 *
 * @param request what was sent
 * @param state {@link ItemState#SENDING} if it is not known whether its job exists, {@link ItemState#CREATED} if it is
 *     to be followed, {@link ItemState#DONE} if its results are where they belong
 * @param job its job; there must be one unless it is being sent
 * @param sentAt when it was sent, by the clock of this machine
 * @param message what is to be said of it
 */
public record BegunExport(
        ExportRequest request, ItemState state, Optional<JobGuid> job, Instant sentAt, Optional<String> message) {
    /**
     * @throws IllegalArgumentException if it is in another state, or the job is missing
     */
    public BegunExport {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(sentAt, "sentAt");
        Objects.requireNonNull(message, "message");
        boolean created = state == ItemState.CREATED || state == ItemState.DONE;
        if (!created && state != ItemState.SENDING) {
            throw new IllegalArgumentException(
                    "An export that was begun is sending, created or done, and not " + state);
        }
        if (job.isPresent() != created) {
            throw new IllegalArgumentException("An export has a job once it is created, and none before");
        }
    }
}
