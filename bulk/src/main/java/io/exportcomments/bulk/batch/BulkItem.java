package io.exportcomments.bulk.batch;

import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * An item of a batch, as the store has it.
 *
 * @param id its number, unique in the store
 * @param batch the name of its batch
 * @param request what is to be exported
 * @param state how far it is
 * @param attempt how often it was sent
 * @param failures how often its job has failed
 * @param job its job, once there is one
 * @param message why it is as it is, where there is something to say; nothing secret
 * @param file where its result was put, once it was
 * @param changedAt when it last changed, by the store's clock
 */
public record BulkItem(
        long id,
        String batch,
        ExportRequest request,
        ItemState state,
        int attempt,
        int failures,
        Optional<JobGuid> job,
        Optional<String> message,
        Optional<String> file,
        Instant changedAt) {
    /** How the message of an item begins whose job is done and found nothing; why follows. */
    public static final String NO_RESULT = "no result: ";

    /** Checks that nothing is null. */
    public BulkItem {
        Objects.requireNonNull(batch, "batch");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(changedAt, "changedAt");
    }

    /** Whether its job is done and found nothing, so that there is no file. */
    public boolean isEmptyResult() {
        return state == ItemState.DONE
                && message.filter(text -> text.startsWith(NO_RESULT)).isPresent();
    }
}
