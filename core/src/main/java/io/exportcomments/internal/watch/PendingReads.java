package io.exportcomments.internal.watch;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that wait to be read, the one that waits longest first, and which of them share a request. Not thread-safe.
 */
final class PendingReads {
    /** How many pages may be in vain for a few jobs; for many, half as many as there are jobs. */
    private static final int MISSES = 3;

    /** All readings of one job that a single answer can serve. */
    static final class PendingRead {
        private final JobGuid guid;
        private final List<Reading> readings = new ArrayList<>(1);
        private int misses;
        private boolean alone;

        private PendingRead(JobGuid guid, boolean alone) {
            this.guid = guid;
            this.alone = alone;
        }

        JobGuid guid() {
            return guid;
        }

        /** A copy, for calling out. */
        List<Reading> readings() {
            return List.copyOf(readings);
        }

        boolean isUnwanted() {
            return readings.stream().allMatch(CompletableFuture::isDone);
        }
    }

    private final ListPlaces places;
    private final Map<JobGuid, PendingRead> pending = new LinkedHashMap<>();

    PendingReads(ListPlaces places) {
        this.places = places;
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    void add(Reading reading) {
        pending.computeIfAbsent(reading.guid(), guid -> new PendingRead(guid, places.isReadAlone(guid)))
                .readings
                .add(reading);
    }

    /** Takes a reading back; whether it was still waiting. */
    boolean remove(Reading reading) {
        PendingRead read = pending.get(reading.guid());
        if (read == null || !read.readings.remove(reading)) {
            return false;
        }
        if (read.readings.isEmpty()) {
            pending.remove(reading.guid());
        }
        return true;
    }

    /** Those that the next request is to serve: the oldest alone, or all that are likely on one page. */
    List<PendingRead> takeNext() {
        PendingRead oldest = pending.values().iterator().next();
        List<PendingRead> together = new ArrayList<>();
        if (oldest.alone || places.isDistrusted() || places.isToBeTried()) {
            together.add(oldest);
        } else {
            List<PendingRead> listed =
                    pending.values().stream().filter(read -> !read.alone).toList();
            int[] pages =
                    listed.stream().mapToInt(read -> places.pageOf(read.guid)).toArray();
            int page = places.nextPage(pages);
            IntStream.range(0, pages.length)
                    .filter(each -> pages[each] == page)
                    .forEach(each -> together.add(listed.get(each)));
        }
        together.forEach(read -> pending.remove(read.guid));
        return together;
    }

    /** Takes all, as nothing more is read. */
    List<PendingRead> takeAll() {
        List<PendingRead> all = new ArrayList<>(pending.values());
        pending.clear();
        return all;
    }

    /**
     * Weighs a page of the list: who waits for a job on it has an answer, and who was to be served and is not on it
     * waits again.
     *
     * @param request the request's number
     * @return the answers
     */
    Map<Reading, Job> listed(JobPage answer, int page, long request, List<PendingRead> served) {
        Map<JobGuid, Job> found = new LinkedHashMap<>();
        answer.jobs().forEach(job -> found.put(job.guid(), job));
        Map<Reading, Job> answers = new LinkedHashMap<>();
        found.values().forEach(job -> takeWaiting(job, page, request, answers));
        List<PendingRead> missed = new ArrayList<>();
        for (PendingRead read : served) {
            Job job = found.get(read.guid);
            if (job != null) {
                places.found(job, page);
                read.readings.forEach(reading -> answers.put(reading, job));
            } else {
                missed.add(read);
            }
        }
        boolean inVain = answers.size() < 2;
        for (PendingRead read : missed) {
            read.misses += inVain ? 1 : 0;
            if (answer.isLast() || read.misses >= Math.max(MISSES, served.size() / 2)) {
                read.alone = true;
                places.giveUp(read.guid);
            } else {
                places.lookBehind(read.guid, page);
            }
            putBack(read);
        }
        return answers;
    }

    /** Jobs that are looked for elsewhere, but turned up on this page. */
    private void takeWaiting(Job job, int page, long request, Map<Reading, Job> answers) {
        @Nullable PendingRead waiting = pending.get(job.guid());
        if (waiting == null || waiting.readings.stream().noneMatch(reading -> reading.isServedBy(request))) {
            return;
        }
        places.found(job, page);
        for (Iterator<Reading> each = waiting.readings.iterator(); each.hasNext(); ) {
            Reading reading = each.next();
            if (reading.isServedBy(request)) {
                answers.put(reading, job);
                each.remove();
            }
        }
        if (waiting.readings.isEmpty()) {
            pending.remove(job.guid());
        }
    }

    /** Lets those wait again that a request did not serve. */
    void putBack(PendingRead read) {
        read.readings.removeIf(CompletableFuture::isDone);
        if (read.readings.isEmpty()) {
            return;
        }
        PendingRead newer = pending.put(read.guid, read);
        if (newer != null) {
            read.readings.addAll(newer.readings);
        }
    }
}
