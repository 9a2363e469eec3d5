package io.exportcomments.internal.create;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which job belongs to which creation of this client. It sees to it that no job is given to two, whatever order answers come in.
 *
 * <p>Parallel creations of the same export are alike, and so are their jobs: a creation that looks may adopt the job of one that
 * still waits for its answer. When that answer comes, the one that got it takes over the fate of the one that adopted.
 */
final class Ledger {
    private static final int REMEMBERED = 1_000;

    private final Map<Object, Sending> unsettled = new HashMap<>();
    private final Map<Object, Long> searchedUntil = new HashMap<>();
    private final Map<JobGuid, Owned> owned = new Recent<>();
    private final Map<JobGuid, Long> firstSeen = new Recent<>();

    /** Whose a job is; with what its adopter had gone through, until the creation that it was taken from asks for it. */
    private record Owned(@Nullable Sending adopter) {}

    /** Takes down that a creation went out, or what became of it. */
    synchronized void put(Object creation, Sending sending) {
        unsettled.put(creation, sending);
    }

    /** A creation is over, one way or the other. */
    synchronized void remove(Object creation) {
        unsettled.remove(creation);
        searchedUntil.remove(creation);
    }

    /** A creation's job may show up in the list until then: it is not taken for missing before. */
    synchronized void search(Object creation, long untilNanos) {
        searchedUntil.merge(creation, untilNanos, Math::max);
    }

    /** Whether it is too early to say that a creation's job is missing. */
    synchronized boolean isSearched(Object creation, long nanos) {
        Long until = searchedUntil.get(creation);
        return until != null && nanos - until < 0;
    }

    /**
     * The service answered a creation with this job.
     *
     * @return null if the job is that creation's; otherwise what the one had gone through that adopted the job meanwhile
     */
    synchronized @Nullable Sending answered(JobGuid guid) {
        Owned before = owned.put(guid, new Owned(null));
        return before == null ? null : before.adopter;
    }

    /** Looks for a creation's job among those of the list, and gives it to the creation if it can be told. */
    synchronized Verdict judge(Object creation, List<Job> jobs, Instant now, long nanos) {
        Sending sending = unsettled.get(creation);
        if (sending == null) {
            return Verdict.NOTHING;
        }
        List<Job> certain = new ArrayList<>();
        List<JobGuid> possible = new ArrayList<>();
        for (Job job : jobs) {
            Likeness likeness = isFree(job.guid(), sending)
                    ? Likeness.of(sending.request(), sending.first(), now, job)
                    : Likeness.NONE;
            if (likeness == Likeness.CERTAIN) {
                certain.add(job);
            }
            if (likeness != Likeness.NONE) {
                possible.add(job.guid());
            }
        }
        jobs.forEach(job -> firstSeen.putIfAbsent(job.guid(), nanos));
        if (certain.isEmpty() || certain.size() > claimants(certain, now)) {
            return new Verdict(null, List.copyOf(possible));
        }
        Job oldest = certain.stream()
                .min(Comparator.comparing((Job job) -> job.createdAt().orElse(now)))
                .orElseThrow();
        owned.put(oldest.guid(), new Owned(sending));
        leaveTheSearchTo(oldest, creation, now);
        return new Verdict(oldest, List.of());
    }

    /** The job may be another creation's; that one has to find the adopter's then, and gets the time the adopter had. */
    private void leaveTheSearchTo(Job job, Object adopter, Instant now) {
        Long until = searchedUntil.get(adopter);
        if (until == null) {
            return;
        }
        unsettled.forEach((other, sending) -> {
            if (Likeness.of(sending.request(), sending.first(), now, job) == Likeness.CERTAIN) {
                searchedUntil.merge(other, until, Math::max);
            }
        });
    }

    private boolean isFree(JobGuid guid, Sending sending) {
        Long seen = firstSeen.get(guid);
        boolean olderThanTheSending = seen != null && seen - sending.firstNanos() < 0;
        return !owned.containsKey(guid) && !olderThanTheSending;
    }

    /** How many unsettled creations of this client the jobs can belong to. */
    private long claimants(List<Job> jobs, Instant now) {
        return unsettled.values().stream()
                .filter(sending -> jobs.stream()
                        .anyMatch(job -> Likeness.of(sending.request(), sending.first(), now, job) == Likeness.CERTAIN))
                .count();
    }

    /** The newest entries, within a bound. */
    private static final class Recent<V> extends LinkedHashMap<JobGuid, V> {
        @Override
        protected boolean removeEldestEntry(Map.Entry<JobGuid, V> eldest) {
            return size() > REMEMBERED;
        }
    }
}
