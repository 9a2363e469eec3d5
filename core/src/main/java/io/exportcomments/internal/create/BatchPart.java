package io.exportcomments.internal.create;

import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One URL of a batch that was sent, and what is known of its job. */
final class BatchPart {
    private final ExportRequest request;
    private volatile @Nullable JobGuid found;
    private volatile @Nullable LookupResult newest;

    BatchPart(ExportRequest request) {
        this.request = request;
    }

    ExportRequest request() {
        return request;
    }

    @Nullable JobGuid found() {
        return found;
    }

    boolean isFound() {
        return found != null;
    }

    /** Whether the newest look showed that there certainly is no job. */
    boolean isMissing() {
        LookupResult result = newest;
        return result != null && result.isCertainlyMissing();
    }

    List<JobGuid> candidates() {
        LookupResult result = newest;
        return result == null || isFound() ? List.of() : result.candidates();
    }

    void take(LookupResult result) {
        newest = result;
        if (result.adopted() != null) {
            found = result.adopted().guid();
        }
    }
}
