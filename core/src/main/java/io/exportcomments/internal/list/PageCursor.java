package io.exportcomments.internal.list;

import io.exportcomments.error.NotFoundException;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobPage;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a listing has got, and where it ends. New jobs push older ones to later pages while the pages are read, so a
 * job can appear twice; it is passed over then. Not thread-safe.
 *
 * <p>A page with fewer jobs than were asked for need not be the last: the service may give smaller pages. The list
 * ends where a page is empty, where as many jobs were seen as the service says there are, or where pages that bring
 * nothing new get no further. One such page is not the end yet: a batch of many URLs pushes whole pages of the jobs
 * that were seen behind those that were read. And it ends where it begins anew.
 */
public final class PageCursor {
    /** So many jobs that were there before, one after the other, are more than new ones can have pushed back. */
    private static final int MOST_PUSHED_BACK = 200;

    private final ListedJobs listed = new ListedJobs();
    private int furthestAgain = ListedJobs.NEW;
    private int seenAgain;
    private int limit;
    private int next = 1;
    private boolean full = true;
    private boolean over;
    private boolean stuck;

    /**
     * A listing from its beginning.
     *
     * @param limit how many jobs to ask for on a page, 1 or more
     */
    public PageCursor(int limit) {
        this.limit = limit;
    }

    /** The page to read next, from 1. */
    public int nextPage() {
        return next;
    }

    /** How many jobs to ask for on it. */
    public int limit() {
        return limit;
    }

    /** Whether there is no further page. */
    public boolean isOver() {
        return over;
    }

    /**
     * Whether it ended without reaching a proven end: the service answered a page with one that was there before, so
     * that there may be jobs behind it that cannot be reached.
     */
    public boolean isStuck() {
        return stuck;
    }

    /** Takes in the page that was to be read next, and gives the jobs that were not there before. */
    public List<Job> take(JobPage page) {
        List<Job> fresh = new ArrayList<>(page.jobs().size());
        int furthest = ListedJobs.NEW;
        boolean anew = false;
        for (Job job : page.jobs()) {
            int place = listed.add(job.guid(), next == 1);
            anew = anew || listed.isLongAgo(place);
            furthest = Math.max(furthest, place);
            if (place == ListedJobs.NEW) {
                fresh.add(job);
            }
        }
        int size = page.jobs().size();
        listed.forget(size);
        full = next == 1 ? size >= limit : full;
        boolean all = page.total().isPresent() && page.total().getAsLong() == listed.count();
        over = anew
                || (all && size < limit)
                || (fresh.isEmpty() && (all || size < limit || !getsFurther(furthest, size)));
        stuck = anew || (fresh.isEmpty() && full && !all && size >= limit);
        if (!fresh.isEmpty()) {
            furthestAgain = ListedJobs.NEW;
            seenAgain = 0;
        }
        if (next == 1 && size > 0 && size < limit) {
            // If the service gives smaller pages, it may count them by what it gives or by what it was asked for: now
            // both are one.
            limit = size;
        }
        next++;
        return fresh;
    }

    /**
     * Whether a reading that failed is the end of the list: some services say that there is no page behind the last
     * one.
     */
    boolean endsWith(Throwable failure) {
        over = over || (next > 1 && failure instanceof NotFoundException missing && missing.isPermanent());
        return over;
    }

    /** A page that brought nothing new may have jobs that were pushed back, unless pages stand still or run on. */
    private boolean getsFurther(int furthest, int size) {
        boolean further = furthest > furthestAgain && seenAgain < MOST_PUSHED_BACK;
        furthestAgain = furthest;
        seenAgain += size;
        return further;
    }
}
