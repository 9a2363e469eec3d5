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
 */
record LookupResult(@Nullable Job adopted, List<JobGuid> candidates) {
    static final LookupResult NOTHING = new LookupResult(null, List.of());
}
