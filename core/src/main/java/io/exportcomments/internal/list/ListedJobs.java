package io.exportcomments.internal.list;

import io.exportcomments.job.JobGuid;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which jobs a listing has shown, as far as they can still come again: the latest, and those of the first page, by
 * which it is noticed that a list begins anew. So a listing's memory does not grow with the list. Not thread-safe.
 */
final class ListedJobs {
    static final int NEW = -1;

    /** Far more than can be created while a page is read. */
    private static final int LATEST = 10_000;

    /** With their places in the order in which they came. */
    private final Map<JobGuid, Integer> latest = new LinkedHashMap<>();

    private final Set<JobGuid> first = new HashSet<>();
    private int count;

    /** Notes a job and gives the place that it has already, or {@link #NEW}. */
    int add(JobGuid guid, boolean onFirstPage) {
        Integer place = latest.get(guid);
        if (place != null) {
            return place;
        }
        if (first.contains(guid)) {
            return 0;
        }
        if (onFirstPage) {
            first.add(guid);
        }
        latest.put(guid, count++);
        return NEW;
    }

    /** How many there were. */
    int count() {
        return count;
    }

    /** Whether so many came since that no new job can have pushed that one back to here. */
    boolean isLongAgo(int place) {
        return place != NEW && count - place > LATEST;
    }

    /** Forgets the earliest, but none of the last page nor of the one before it. */
    void forget(int pageSize) {
        int most = Math.max(LATEST, 2 * pageSize);
        Iterator<JobGuid> earliest = latest.keySet().iterator();
        for (int size = latest.size(); size > most; size--) {
            earliest.next();
            earliest.remove();
        }
    }

    /** How many are in memory. */
    int remembered() {
        return latest.size() + first.size();
    }
}
