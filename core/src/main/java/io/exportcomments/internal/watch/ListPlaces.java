package io.exportcomments.internal.watch;

import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * On which page of the account's list each job stands, from the last page that had it. A job that is not where it was
 * is looked for on the pages behind, as newer jobs push it there; one that no page had is read by itself for a while.
 * Not thread-safe.
 */
final class ListPlaces {
    /** How many readings a job that no page had is read by itself, before it is looked for again. */
    private static final int LONE_READINGS = 20;

    private static final int REMEMBERED = 100_000;
    private static final Duration DISTRUST = Duration.ofMinutes(5);

    private final Timekeeper timekeeper;
    /** The page of a job, from 1; or, below 0, how many times more it is to be read by itself. */
    private final Map<JobGuid, Integer> pages = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<JobGuid, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    private int lastPage;
    private long distrustedUntil;
    private boolean distrusted;

    /** Whether the last page that was asked for failed; and then, whether a job could be read since. */
    private boolean pageFailed;

    private boolean readSince;
    private boolean toBeTried;

    ListPlaces(Timekeeper timekeeper) {
        this.timekeeper = timekeeper;
    }

    /** The page on which a job is likely to be; the first, where nothing is known. */
    int pageOf(JobGuid guid) {
        int place = pages.getOrDefault(guid, 1);
        return place == 0 ? 1 : place;
    }

    /** Whether the next reading of a job does without the list; counts that reading. */
    boolean isReadAlone(JobGuid guid) {
        int place = pageOf(guid);
        if (place < 0) {
            pages.put(guid, place + 1);
        }
        return place < 0;
    }

    /** A job was on a page. Where one stands that is over does not matter any more. */
    void found(Job job, int page) {
        if (job.status().isTerminal()) {
            pages.remove(job.guid());
        } else {
            pages.put(job.guid(), page);
        }
    }

    /** A job was read by itself. */
    void read(Job job) {
        readSince = true;
        if (job.status().isTerminal()) {
            pages.remove(job.guid());
        }
    }

    /** A job was not on a page, and may be on the next. */
    void lookBehind(JobGuid guid, int page) {
        pages.put(guid, page + 1);
    }

    /** A job was on no page. */
    void giveUp(JobGuid guid) {
        pages.put(guid, -LONE_READINGS);
    }

    /**
     * The next of these pages behind the last one, or the first: jobs that are looked for meet on the way.
     *
     * @param wanted where the jobs are likely to be
     */
    int nextPage(int[] wanted) {
        int first = Integer.MAX_VALUE;
        int behind = Integer.MAX_VALUE;
        for (int page : wanted) {
            first = Math.min(first, page);
            behind = page > lastPage ? Math.min(behind, page) : behind;
        }
        lastPage = behind == Integer.MAX_VALUE ? first : behind;
        return lastPage;
    }

    /** A page was read. */
    void pageRead() {
        pageFailed = false;
    }

    /**
     * Whether the list is to blame for a page that failed, and not the service as a whole: it was refused, or it failed
     * twice while a job could be read in between.
     */
    boolean isToBlame(Throwable error) {
        if (error instanceof InvalidRequestException
                || error instanceof NotFoundException
                || error instanceof PermissionException) {
            return true;
        }
        if (error instanceof RateLimitException || error instanceof CancellationException) {
            return false;
        }
        boolean toBlame = pageFailed && readSince;
        toBeTried = !toBlame;
        readSince = toBlame;
        pageFailed = true;
        return toBlame;
    }

    /** Whether the next job is read by itself, to see whether that succeeds where a page failed; told once. */
    boolean isToBeTried() {
        boolean now = toBeTried;
        toBeTried = false;
        return now;
    }

    /** The list is to blame: for a while no page is asked for. */
    void distrust() {
        distrusted = true;
        distrustedUntil = timekeeper.nanoTime() + DISTRUST.toNanos();
    }

    boolean isDistrusted() {
        distrusted = distrusted && timekeeper.nanoTime() - distrustedUntil < 0;
        return distrusted;
    }
}
