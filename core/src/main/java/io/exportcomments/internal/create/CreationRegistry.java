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
 * Which job belongs to which creation of this client. It makes sure that no job is given to two, in whatever order
 * answers arrive.
 *
 * <p>Parallel creations of the same export cannot be told apart, nor can their jobs: a creation that looks at the list
 * may adopt the job of one that is still waiting for its answer. When that answer arrives, its creation takes the
 * place of the one that adopted.
 */
final class CreationRegistry {
    private static final int REMEMBERED = 1_000;

    private final Map<Object, SentRequest> unsettled = new HashMap<>();
    private final Map<Object, Long> searchedUntil = new HashMap<>();
    private final Map<JobGuid, Owned> owned = new Recent<>();
    private final Map<JobGuid, Long> firstSeen = new Recent<>();

    /** Who owns a job; with the history of its adopter, until the creation it was taken from asks for it. */
    private record Owned(@Nullable SentRequest adopter) {}

    /** Records that a creation was sent, or what became of it. */
    synchronized void put(Object creation, SentRequest sending) {
        unsettled.put(creation, sending);
    }

    /** A creation is over, one way or the other. */
    synchronized void remove(Object creation) {
        unsettled.remove(creation);
        searchedUntil.remove(creation);
    }

    /** A creation's job may still appear in the list until then: it does not count as missing before. */
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
     * @return null if the job is that creation's; otherwise the history of the creation that adopted the job in the
     *     meantime
     */
    synchronized @Nullable SentRequest answered(JobGuid guid) {
        Owned before = owned.put(guid, new Owned(null));
        return before == null ? null : before.adopter;
    }

    /** Looks for a creation's job among those of the list, and gives it to the creation if it can be identified. */
    synchronized LookupResult judge(Object creation, List<Job> jobs, Instant now, long nanos) {
        SentRequest sending = unsettled.get(creation);
        if (sending == null) {
            return LookupResult.NOTHING;
        }
        List<Job> certain = new ArrayList<>();
        List<JobGuid> possible = new ArrayList<>();
        for (Job job : jobs) {
            JobMatch likeness = isFree(job.guid(), sending)
                    ? JobMatch.of(sending.request(), sending.first(), now, job)
                    : JobMatch.NONE;
            if (likeness == JobMatch.CERTAIN) {
                certain.add(job);
            }
            if (likeness != JobMatch.NONE) {
                possible.add(job.guid());
            }
        }
        jobs.forEach(job -> firstSeen.putIfAbsent(job.guid(), nanos));
        if (certain.isEmpty() || certain.size() > claimants(certain, now)) {
            return new LookupResult(null, List.copyOf(possible));
        }
        Job oldest = certain.stream()
                .min(Comparator.comparing((Job job) -> job.createdAt().orElse(now)))
                .orElseThrow();
        owned.put(oldest.guid(), new Owned(sending));
        leaveTheSearchTo(oldest, creation, now);
        return new LookupResult(oldest, List.of());
    }

    /**
     * The job may belong to another creation, which then has to find the adopter's, and gets the time that the adopter
     * had.
     */
    private void leaveTheSearchTo(Job job, Object adopter, Instant now) {
        Long until = searchedUntil.get(adopter);
        if (until == null) {
            return;
        }
        unsettled.forEach((other, sending) -> {
            if (JobMatch.of(sending.request(), sending.first(), now, job) == JobMatch.CERTAIN) {
                searchedUntil.merge(other, until, Math::max);
            }
        });
    }

    private boolean isFree(JobGuid guid, SentRequest sending) {
        Long seen = firstSeen.get(guid);
        boolean olderThanTheSending = seen != null && seen - sending.firstNanos() < 0;
        return !owned.containsKey(guid) && !olderThanTheSending;
    }

    /** How many unsettled creations of this client the jobs can belong to. */
    private long claimants(List<Job> jobs, Instant now) {
        return unsettled.values().stream()
                .filter(sending -> jobs.stream()
                        .anyMatch(job -> JobMatch.of(sending.request(), sending.first(), now, job) == JobMatch.CERTAIN))
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
