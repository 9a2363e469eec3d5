package io.exportcomments.policy.resilience4j.internal.limit;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.Sent;
import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchState;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.Plan;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much of a plan is used: its windows, its running jobs, and the pauses that the service asked for. Not
 * thread-safe.
 */
final class PlanUsage {
    private final Map<Quota, SlidingLog> logs = new EnumMap<>(Quota.class);
    private final List<Quota> limited;
    private final RunningJobs jobs;
    private final BatchedJobs batched;
    private final AccountPauses pauses = new AccountPauses();
    private final boolean placesAreShared;

    /**
     * Nothing is used yet.
     *
     * @param forgetAfter after how long without news a job counts as ended
     * @param placesAreShared whether somebody else knows more of the places for jobs, and decides about them
     */
    PlanUsage(PlanWindows windows, Duration forgetAfter, boolean placesAreShared) {
        this.placesAreShared = placesAreShared;
        for (Quota quota : Quota.values()) {
            logs.put(quota, new SlidingLog(windows.most(quota), windows.span(quota)));
        }
        limited = Arrays.stream(Quota.values())
                .filter(quota -> !windows.isUnlimited(quota))
                .toList();
        Plan plan = windows.plan();
        long most = (long) plan.runningExports() + plan.queuedExports();
        jobs = new RunningJobs((int) Math.min(most, Integer.MAX_VALUE), forgetAfter);
        batched = new BatchedJobs(plan.batches().urls(), forgetAfter);
    }

    /** Whether a call may go now. */
    boolean allows(CallKind kind, int urls, long now) {
        if (!hasPlace(kind, urls, now) || pauses.left(kind, now) > 0) {
            return false;
        }
        for (Quota quota : kind.needs()) {
            if (log(quota).left(now) < uses(quota, urls)) {
                return false;
            }
        }
        return true;
    }

    private boolean hasPlace(CallKind kind, int urls, long now) {
        if (placesAreShared) {
            return kind == CallKind.BATCHING
                    ? batched.places().leftToStart() >= urls
                    : !kind.startsJobs() || jobs.leftToStart() > 0;
        }
        return kind == CallKind.BATCHING
                ? batched.places().left(now) >= urls
                : !kind.startsJobs() || jobs.left(now) > 0;
    }

    private int uses(Quota quota, int urls) {
        return log(quota).bounded(quota.weight(urls));
    }

    /** The most URLs that a batch can ever have. */
    int largestBatch() {
        return batched.limit();
    }

    /**
     * How long a call has to wait at least, running jobs aside.
     *
     * @param ahead how many calls of its kind go before it
     * @param urls how many URLs it asks for
     */
    long untilAllowed(CallKind kind, int ahead, int urls, long now) {
        long wait = pauses.left(kind, now);
        for (Quota quota : kind.needs()) {
            wait = Math.max(wait, untilFree(quota, ahead, urls, now));
        }
        return wait;
    }

    private long untilFree(Quota quota, int ahead, int urls, long now) {
        return log(quota).untilFree(now, ahead + uses(quota, urls) - 1L);
    }

    /** How long the first call of its kind has to wait, until a running job is forgotten included. */
    long untilFirstAllowed(CallKind kind, int urls, long now) {
        long wait = untilAllowed(kind, 0, urls, now);
        if (hasPlace(kind, urls, now)) {
            return wait;
        }
        if (placesAreShared) {
            // The answer to one of the calls under way is what wakes it.
            return Long.MAX_VALUE;
        }
        RunningJobs full = kind == CallKind.BATCHING ? batched.places() : jobs;
        return Math.max(wait, full.untilForgotten(now));
    }

    /** Which limit makes a call wait longest. */
    RateLimit longestWait(CallKind kind, int ahead, int urls, long now) {
        long longest = pauses.left(kind, now);
        RateLimit limit = longest > 0 ? pauses.why(kind) : null;
        for (Quota quota : kind.needs()) {
            long wait = untilFree(quota, ahead, urls, now);
            if (wait > longest || limit == null) {
                longest = wait;
                limit = quota.limit();
            }
        }
        return limit == null ? RateLimit.UNKNOWN : limit;
    }

    void begin(CallKind kind, int urls) {
        for (Quota quota : kind.needs()) {
            log(quota).begin(uses(quota, urls));
        }
        if (kind == CallKind.BATCHING) {
            batched.places().starts(urls);
        } else if (kind.startsJobs()) {
            jobs.starts(1);
        }
    }

    /**
     * A call that began has ended.
     *
     * @param urls how many URLs it asked for
     * @param begun when it began
     * @return the pause of the account that begins with it, in nanoseconds; 0 for none
     */
    long end(CallKind kind, int urls, @Nullable Object answer, @Nullable Throwable failure, long begun, long now) {
        long pause = failure instanceof RateLimitException refusal ? refused(kind, refusal, now) : 0;
        for (Quota quota : kind.needs()) {
            int uses = uses(quota, urls);
            int counted = counted(quota, uses, answer, failure);
            log(quota).end(now, counted);
            log(quota).undo(uses - counted);
        }
        read(answer, begun, now);
        if (kind == CallKind.BATCHING) {
            batched.places().started(urls);
        } else if (isUnsure(kind, failure)) {
            jobs.unsure(now);
        } else if (kind.startsJobs()) {
            jobs.started(1);
        }
        return pause;
    }

    /** Whether a call that failed may have started a job of which nothing is known. */
    static boolean isUnsure(CallKind kind, @Nullable Throwable failure) {
        return kind == CallKind.CREATING && failure != null && isSent(failure) && !isRefusal(failure);
    }

    /** How many of a call's uses the service counts. */
    static int counted(Quota quota, int uses, @Nullable Object answer, @Nullable Throwable failure) {
        if (!isSent(failure) || (quota.countsResults() && isRefusal(failure))) {
            return 0;
        }
        return answer instanceof BatchReceipt receipt && quota.countsResults()
                ? Math.min(uses, receipt.guids().size())
                : uses;
    }

    private long refused(CallKind kind, RateLimitException refusal, long now) {
        if (refusal.context().httpStatus().isEmpty()) {
            return 0;
        }
        long wait = refusal.retryAfter().map(Duration::toNanos).orElse(0L);
        switch (refusal.limit()) {
            case REQUESTS_PER_MINUTE -> log(Quota.REQUESTS).reached(now, wait);
            case CREATIONS_PER_DAY -> log(Quota.DAY).reached(now, wait);
            default -> {}
        }
        return pauses.refused(kind, refusal, now);
    }

    private static boolean isSent(@Nullable Throwable failure) {
        return !(failure instanceof ConnectionException broken && broken.sent() == Sent.NO);
    }

    private static boolean isRefusal(@Nullable Throwable failure) {
        return failure instanceof ExportCommentsException known && known.provesNothingTaken();
    }

    private void read(@Nullable Object answer, long asked, long now) {
        if (answer != null) {
            pauses.answered();
        }
        if (answer instanceof Job job) {
            seen(job, asked, now);
        } else if (answer instanceof JobPage page) {
            page.jobs().forEach(job -> seen(job, asked, now));
            if (RunningJobs.areAllOf(page)) {
                jobs.listed(asked);
            }
        } else if (answer instanceof BatchReceipt receipt) {
            receipt.guids()
                    .forEach(guid ->
                            seenInBatch(Job.builder(guid, JobStatus.QUEUEING).build(), asked, now));
        } else if (answer instanceof BatchState state) {
            state.jobs().forEach(job -> seenInBatch(job, asked, now));
        }
    }

    /** The list may have shown it before, when nobody knew that it is one of a batch. */
    private void seenInBatch(Job job, long asked, long now) {
        jobs.moveTo(batched.places(), job.guid());
        batched.seen(job, asked, now);
    }

    /** A job was seen by another way than an answer. */
    void seen(Job job, long now) {
        seen(job, now, now);
    }

    /** The job of a batch has no place in the plan's queue, and takes none from others. */
    private void seen(Job job, long asked, long now) {
        if (batched.has(job.guid())) {
            batched.seen(job, asked, now);
        } else {
            jobs.seen(job, asked, now);
        }
    }

    /** The quotas that bound anything. */
    List<Quota> limited() {
        return limited;
    }

    int left(Quota quota, long now) {
        return log(quota).left(now);
    }

    /** How many more jobs may be started. */
    int jobsLeft(long now) {
        return jobs.left(now);
    }

    /** How many more URLs may be put into batches. */
    int batchUrlsLeft(long now) {
        return batched.places().left(now);
    }

    private SlidingLog log(Quota quota) {
        SlidingLog log = logs.get(quota);
        if (log == null) {
            throw new IllegalStateException("No log for " + quota);
        }
        return log;
    }
}
