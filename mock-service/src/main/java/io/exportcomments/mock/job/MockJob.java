package io.exportcomments.mock.job;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a job looks like at one moment. Immutable.
 *
 * @param id numeric id
 * @param guid its id in requests
 * @param status by its name on the wire
 * @param url the source URL
 * @param options as they were sent; may hold cookies, so it is left out of {@link #toString()}
 * @param platform as detected
 * @param attempt 0 at first, one more with each retry
 * @param exported items exported in this attempt
 * @param total items to export, once known
 * @param error why it failed
 * @param resultNote why it is done without a result
 * @param rows rows of its result
 * @param createdAt when it was created
 * @param updatedAt when something about it last changed
 * @param exportedAt when it was done
 * @param origin scheme and host of the request that created it, for links; null when no request did
 */
public record MockJob(
        long id,
        UUID guid,
        String status,
        String url,
        Map<String, @Nullable Object> options,
        String platform,
        int attempt,
        int exported,
        @Nullable Integer total,
        @Nullable String error,
        @Nullable String resultNote,
        int rows,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant exportedAt,
        @Nullable String origin) {

    /** Whether it is done and has files. */
    public boolean hasFiles() {
        return status.equals("done") && resultNote == null;
    }

    @Override
    public String toString() {
        return "MockJob[" + guid + " " + status + " " + exported + "/" + (total == null ? "?" : total) + " attempt "
                + attempt + "]";
    }
}
