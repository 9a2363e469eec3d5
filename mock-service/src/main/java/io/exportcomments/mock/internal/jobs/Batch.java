package io.exportcomments.mock.internal.jobs;

import io.exportcomments.mock.job.MockJob;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Several URLs that were submitted at once, as they stand at one moment. Immutable.
 *
 * @param id of the batch
 * @param entries one for each URL, in the order of submission
 */
public record Batch(UUID id, List<Entry> entries) {

    /**
     * One URL: either its job, or why it was not taken.
     *
     * @param url as it was submitted
     */
    public record Entry(
            String url, @Nullable MockJob job, @Nullable ApiError error) {

        /** Whether nothing more happens to it by itself. */
        public boolean ended() {
            return job == null || List.of("done", "error", "stopped").contains(job.status());
        }
    }

    /** Whether nothing more happens to any of its URLs by itself. */
    public boolean complete() {
        return entries.stream().allMatch(Entry::ended);
    }
}
