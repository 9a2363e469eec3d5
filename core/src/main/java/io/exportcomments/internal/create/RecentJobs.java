package io.exportcomments.internal.create;

import io.exportcomments.internal.call.Calls;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reads the newest pages of the list, back to a given time. Cancelling it cancels the page being read. */
final class RecentJobs extends CompletableFuture<List<Job>> {
    private static final int PAGE_SIZE = 20;
    private static final int MOST_PAGES = 3;

    private final Calls calls;
    private final Instant back;
    private final long deadline;
    private final List<Job> jobs = new ArrayList<>();
    private volatile @Nullable CompletableFuture<JobPage> underWay;

    private RecentJobs(Calls calls, Instant back, long deadline) {
        this.calls = calls;
        this.back = back;
        this.deadline = deadline;
    }

    static RecentJobs read(Calls calls, Instant back, long deadline) {
        RecentJobs pages = new RecentJobs(calls, back, deadline);
        pages.whenComplete((all, failure) -> pages.stop());
        pages.next(1);
        return pages;
    }

    private void stop() {
        CompletableFuture<JobPage> exchange = underWay;
        if (exchange != null) {
            exchange.cancel(true);
        }
    }

    private void next(int number) {
        CompletableFuture<JobPage> exchange = calls.list(number, PAGE_SIZE, deadline);
        underWay = exchange;
        if (isDone()) {
            exchange.cancel(true);
        }
        exchange.whenComplete((page, failure) -> {
            if (failure != null) {
                completeExceptionally(failure);
            } else {
                take(page, number);
            }
        });
    }

    private void take(JobPage page, int number) {
        page.jobs().stream()
                .filter(job -> jobs.stream().noneMatch(known -> known.guid().equals(job.guid())))
                .forEach(jobs::add);
        if (page.isLast() || number == MOST_PAGES || reachesBack(page)) {
            complete(List.copyOf(jobs));
        } else {
            next(number + 1);
        }
    }

    private boolean reachesBack(JobPage page) {
        Job oldest = page.jobs().get(page.jobs().size() - 1);
        return oldest.createdAt().map(created -> created.isBefore(back)).orElse(true);
    }
}
