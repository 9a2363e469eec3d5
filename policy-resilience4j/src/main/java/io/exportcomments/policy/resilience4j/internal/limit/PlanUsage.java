package io.exportcomments.policy.resilience4j.internal.limit;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.Sent;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.Plan;
import java.time.Duration;
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
    private final RunningJobs jobs;
    private final AccountPauses pauses = new AccountPauses();

    /**
     * Nothing is used yet.
     *
     * @param floor how many requests a minute the watches can have at least
     * @param ceiling how many they can have at most
     * @param forgetAfter after how long without news a job counts as ended
     */
    PlanUsage(Plan plan, int floor, int ceiling, Duration forgetAfter) {
        Duration minute = Duration.ofMinutes(1);
        logs.put(Quota.REQUESTS, new SlidingLog(plan.requestsPerMinute(), minute));
        logs.put(Quota.FOREGROUND, new SlidingLog(plan.requestsPerMinute() - floor, minute));
        logs.put(Quota.BACKGROUND, new SlidingLog(ceiling, minute));
        logs.put(Quota.CREATIONS, new SlidingLog(plan.creationsPerThreeMinutes(), Duration.ofMinutes(3)));
        logs.put(Quota.JOBS, new SlidingLog(plan.jobsPerFiveMinutes(), Duration.ofMinutes(5)));
        logs.put(Quota.DAY, new SlidingLog(plan.creationsPerDay(), Duration.ofDays(1)));
        long most = (long) plan.runningExports() + plan.queuedExports();
        jobs = new RunningJobs((int) Math.min(most, Integer.MAX_VALUE), forgetAfter);
    }

    boolean allows(CallKind kind, long now) {
        boolean room = !kind.startsJobs() || jobs.left(now) > 0;
        return room
                && pauses.left(kind, now) == 0
                && kind.needs().stream().allMatch(quota -> log(quota).left(now) > 0);
    }

    /**
     * How long a call has to wait at least, running jobs aside.
     *
     * @param ahead how many calls of its kind go before it
     */
    long untilAllowed(CallKind kind, int ahead, long now) {
        long wait = pauses.left(kind, now);
        for (Quota quota : kind.needs()) {
            wait = Math.max(wait, log(quota).untilFree(now, ahead));
        }
        return wait;
    }

    /** How long the first call of its kind has to wait, until a running job is forgotten included. */
    long untilFirstAllowed(CallKind kind, long now) {
        long wait = untilAllowed(kind, 0, now);
        boolean full = kind.startsJobs() && jobs.left(now) == 0;
        return full ? Math.max(wait, jobs.untilForgotten(now)) : wait;
    }

    /** Which limit makes a call wait longest. */
    RateLimit longestWait(CallKind kind, int ahead, long now) {
        long longest = pauses.left(kind, now);
        RateLimit limit = longest > 0 ? pauses.why(kind) : null;
        for (Quota quota : kind.needs()) {
            long wait = log(quota).untilFree(now, ahead);
            if (wait > longest || limit == null) {
                longest = wait;
                limit = quota.limit();
            }
        }
        return limit == null ? RateLimit.UNKNOWN : limit;
    }

    void begin(CallKind kind) {
        kind.needs().forEach(quota -> log(quota).begin());
        if (kind.startsJobs()) {
            jobs.starts();
        }
    }

    /**
     * A call that began has ended.
     *
     * @param begun when it began
     * @return the pause of the account that begins with it, in nanoseconds; 0 for none
     */
    long end(CallKind kind, @Nullable Object answer, @Nullable Throwable failure, long begun, long now) {
        long pause = failure instanceof RateLimitException refusal ? refused(refusal, now) : 0;
        boolean sent = !(failure instanceof ConnectionException broken && broken.sent() == Sent.NO);
        for (Quota quota : kind.needs()) {
            if (sent && !(quota.countsJobs() && isRefusal(failure))) {
                log(quota).end(now);
            } else {
                log(quota).undo();
            }
        }
        read(answer, begun, now);
        if (kind.startsJobs()) {
            jobs.started();
        }
        return pause;
    }

    private long refused(RateLimitException refusal, long now) {
        if (refusal.context().httpStatus().isEmpty()) {
            return 0;
        }
        long wait = refusal.retryAfter().map(Duration::toNanos).orElse(0L);
        switch (refusal.limit()) {
            case REQUESTS_PER_MINUTE -> log(Quota.REQUESTS).reached(now, wait);
            case CREATIONS_PER_DAY -> log(Quota.DAY).reached(now, wait);
            default -> {}
        }
        return pauses.refused(refusal, now);
    }

    private static boolean isRefusal(@Nullable Throwable failure) {
        return failure instanceof ExportCommentsException known && known.provesNothingTaken();
    }

    private void read(@Nullable Object answer, long asked, long now) {
        if (answer != null) {
            pauses.answered();
        }
        if (answer instanceof Job job) {
            jobs.seen(job, asked, now);
        } else if (answer instanceof JobPage page) {
            page.jobs().forEach(job -> jobs.seen(job, asked, now));
        }
    }

    /** A job was seen by another way than an answer. */
    void seen(Job job, long now) {
        jobs.seen(job, now, now);
    }

    /** The quotas that bound anything. */
    List<Quota> limited() {
        return logs.keySet().stream().filter(quota -> !log(quota).isNone()).toList();
    }

    int left(Quota quota, long now) {
        return log(quota).left(now);
    }

    /** How many more jobs may be started. */
    int jobsLeft(long now) {
        return jobs.left(now);
    }

    private SlidingLog log(Quota quota) {
        SlidingLog log = logs.get(quota);
        if (log == null) {
            throw new IllegalStateException("No log for " + quota);
        }
        return log;
    }
}
