package io.exportcomments.policy.resilience4j.internal.limit;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which jobs run or wait at the service, as far as answers and updates told. A job of which nothing was heard for long
 * is forgotten: it may have ended unseen. Not thread-safe.
 */
final class RunningJobs {
    /** How many jobs may run or wait on the largest plan. */
    private static final int MOST_PLACES = 10;

    private final int limit;
    private final long forgetAfter;
    private int starting;

    /** When each was last heard of, longest ago first. */
    private final Map<JobGuid, Long> underWay = new LinkedHashMap<>();

    private final Map<JobGuid, Long> ended = new NewestEntries<>();

    /** When those starts ended of which no answer told whether there is a job, the oldest first. */
    private final Deque<Long> unsure = new ArrayDeque<>();

    RunningJobs(int limit, Duration forgetAfter) {
        this.limit = limit;
        this.forgetAfter = forgetAfter.toNanos();
    }

    /**
     * A job was seen.
     *
     * @param asked when its state was asked for: what was heard of its end since is newer
     */
    void seen(Job job, long asked, long now) {
        JobGuid guid = job.guid();
        if (job.status().isTerminal()) {
            underWay.remove(guid);
            ended.remove(guid);
            ended.put(guid, now);
            return;
        }
        Long end = ended.get(guid);
        if (end == null || asked - end > 0) {
            ended.remove(guid);
            underWay.remove(guid);
            underWay.put(guid, now);
        }
    }

    /** A job turned out to take a place elsewhere. */
    void moveTo(RunningJobs others, JobGuid guid) {
        underWay.remove(guid);
        Long end = ended.remove(guid);
        if (end != null) {
            others.ended.put(guid, end);
        }
    }

    void starts(int count) {
        starting += count;
    }

    /** Starts were answered: the jobs have been {@link #seen}, or are none. */
    void started(int count) {
        starting -= count;
    }

    /** A start ended, and whether there is a job now is not known: its place is kept until the list was read. */
    void unsure(long now) {
        starting--;
        unsure.add(now);
    }

    /** Whether a page has all jobs that may run or wait: it need not where it was to have but a few. */
    static boolean areAllOf(JobPage page) {
        boolean full = page.jobs().size() >= page.limit();
        return page.page() == 1 && (!full || page.isLast() || page.jobs().size() >= MOST_PLACES);
    }

    /** The newest jobs have been {@link #seen}, as they were when they were asked for. */
    void listed(long asked) {
        forgetUnsure(asked);
    }

    private void forgetUnsure(long endedBy) {
        while (!unsure.isEmpty() && unsure.peek() - endedBy <= 0) {
            unsure.poll();
        }
    }

    /** How many more may be started if no job runs. */
    int leftToStart() {
        return Math.max(0, limit - starting);
    }

    /** How many more may be started. */
    int left(long now) {
        forgetUnsure(now - forgetAfter);
        Iterator<Long> heard = underWay.values().iterator();
        while (heard.hasNext() && heard.next() + forgetAfter - now <= 0) {
            heard.remove();
        }
        return Math.max(0, limit - underWay.size() - unsure.size() - starting);
    }

    /** How long until a job will be forgotten if nothing is heard of it; the longest time there is if none is known. */
    long untilForgotten(long now) {
        Iterator<Long> heard = underWay.values().iterator();
        long job = heard.hasNext() ? Math.max(0, heard.next() + forgetAfter - now) : Long.MAX_VALUE;
        Long start = unsure.peek();
        return start == null ? job : Math.min(job, Math.max(0, start + forgetAfter - now));
    }
}
