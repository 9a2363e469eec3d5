package io.exportcomments.internal.create;

import io.exportcomments.internal.call.Calls;
import io.exportcomments.internal.list.PageCursor;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the newest jobs of the list, back to a given time: a small page first, which nearly always does, and then
 * large ones. Cancelling it cancels the page being read.
 */
final class RecentJobs extends CompletableFuture<RecentJobs.Listed> {
    private static final int FIRST_PAGE = 20;
    private static final int LARGE_PAGE = 100;
    private static final int MOST_PAGES = 25;

    private final Calls calls;
    private final Function<Collection<Job>, Instant> back;
    private final long deadline;
    private final Map<JobGuid, Job> jobs = new LinkedHashMap<>();
    private PageCursor cursor = new PageCursor(FIRST_PAGE);
    private int pages;
    private volatile @Nullable CompletableFuture<JobPage> current;

    /**
     * The newest jobs.
     *
     * @param jobs newest first
     * @param complete whether no job of the time that was asked for is missing
     */
    record Listed(List<Job> jobs, boolean complete) {}

    private RecentJobs(Calls calls, Function<Collection<Job>, Instant> back, long deadline) {
        this.calls = calls;
        this.back = back;
        this.deadline = deadline;
    }

    /**
     * Reads the list.
     *
     * @param back tells from the jobs that were read how far back to read
     */
    static RecentJobs read(Calls calls, Function<Collection<Job>, Instant> back, long deadline) {
        RecentJobs recent = new RecentJobs(calls, back, deadline);
        recent.whenComplete((all, failure) -> recent.stop());
        recent.next();
        return recent;
    }

    private void stop() {
        CompletableFuture<JobPage> exchange = current;
        if (exchange != null) {
            exchange.cancel(true);
        }
    }

    private void next() {
        CompletableFuture<JobPage> exchange = calls.list(cursor.nextPage(), cursor.limit(), deadline);
        current = exchange;
        if (isDone()) {
            exchange.cancel(true);
        }
        exchange.whenComplete((page, failure) -> {
            if (failure != null) {
                completeExceptionally(failure);
            } else {
                take(page);
            }
        });
    }

    private void take(JobPage page) {
        pages++;
        cursor.take(page);
        page.jobs().forEach(job -> jobs.putIfAbsent(job.guid(), job));
        if (reachesBack(page) || cursor.isOver()) {
            complete(new Listed(List.copyOf(jobs.values()), reachesBack(page) || !cursor.isStuck()));
        } else if (pages == MOST_PAGES) {
            complete(new Listed(List.copyOf(jobs.values()), false));
        } else {
            if (pages == 1 && page.jobs().size() >= FIRST_PAGE) {
                cursor = new PageCursor(LARGE_PAGE);
            }
            next();
        }
    }

    /** By the last job that shows its time: those behind it are older, if the list has the newest first. */
    private boolean reachesBack(JobPage page) {
        if (!isNewestFirst(page)) {
            return false;
        }
        for (int i = page.jobs().size() - 1; i >= 0; i--) {
            ShownTime created = ShownTime.of(page.jobs().get(i)).orElse(null);
            if (created != null) {
                return created.latest().isBefore(back.apply(jobs.values()));
            }
        }
        return false;
    }

    /** Where a list has another order, a new job may be anywhere in it, and one page tells nothing of the others. */
    private static boolean isNewestFirst(JobPage page) {
        Instant oldest = Instant.MAX;
        for (Job job : page.jobs()) {
            Instant created = ShownTime.momentOf(job).orElse(null);
            if (created == null) {
                continue;
            }
            if (created.minus(TimeMatch.SKEW).isAfter(oldest)) {
                return false;
            }
            oldest = created.isBefore(oldest) ? created : oldest;
        }
        return true;
    }
}
