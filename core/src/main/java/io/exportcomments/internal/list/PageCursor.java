package io.exportcomments.internal.list;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How far a listing has got. New jobs push older ones to later pages while the pages are read, so a job can appear
 * twice; the guids of the last {@link #REMEMBERED} jobs are kept to skip it. Not thread-safe.
 */
final class PageCursor {
    private static final int REMEMBERED = 1_000;

    private final Set<JobGuid> seen = new HashSet<>();
    private final Deque<JobGuid> order = new ArrayDeque<>();
    private int next = 1;
    private boolean last;

    int nextPage() {
        return next;
    }

    boolean isOver() {
        return last;
    }

    /** The jobs of the next page that were not there before. */
    List<Job> take(JobPage page) {
        next++;
        last = page.isLast() || page.jobs().isEmpty();
        List<Job> fresh = new ArrayList<>(page.jobs().size());
        for (Job job : page.jobs()) {
            if (remember(job.guid())) {
                fresh.add(job);
            }
        }
        return fresh;
    }

    private boolean remember(JobGuid guid) {
        if (!seen.add(guid)) {
            return false;
        }
        order.add(guid);
        if (order.size() > REMEMBERED) {
            seen.remove(order.remove());
        }
        return true;
    }
}
