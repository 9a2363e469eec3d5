package io.exportcomments.internal.create;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a look at the list told.
 *
 * @param adopted the job that is the one; null if there is none
 * @param candidates the jobs that may be the one, newest first, where it can't be told; empty if surely none is there
 */
record Verdict(@Nullable Job adopted, List<JobGuid> candidates) {
    static final Verdict NOTHING = new Verdict(null, List.of());
}
