package io.exportcomments.internal.create;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a look at the list showed.
 *
 * @param adopted the creation's job; null if it was not identified
 * @param candidates the jobs that may be the creation's, newest first; empty if there certainly is none
 * @param contested whether each candidate fits another creation better that still waits for its answer
 * @param conclusive whether the list was read back to the time of the sending, so that what it does not show does not
 *     exist
 */
record LookupResult(@Nullable Job adopted, List<JobGuid> candidates, boolean contested, boolean conclusive) {
    static LookupResult adopted(Job job) {
        return new LookupResult(job, List.of(), false, true);
    }

    /** Whether the creation's job certainly does not exist. */
    boolean isCertainlyMissing() {
        return adopted == null && candidates.isEmpty() && conclusive;
    }
}
