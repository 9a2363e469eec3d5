package io.exportcomments.internal.create;

import io.exportcomments.internal.create.ServiceClock.Offset;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
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
    private final Map<JobGuid, Owner> owners = new Recent<>();

    /** Jobs that the program says are taken: none may be forgotten. */
    private final Set<JobGuid> ofOthers = new HashSet<>();

    private final Map<JobGuid, Long> firstSeen = new Recent<>();
    private final EarlierSendings earlier = new EarlierSendings();

    /** Who owns a job; with the history of its adopter, until the creation it was taken from asks for it. */
    private record Owner(@Nullable SentRequest adopter) {}

    /** Records that a creation was sent, or what became of it. */
    synchronized void put(Object creation, SentRequest sent) {
        unsettled.put(creation, sent);
    }

    /** A creation is over, one way or the other. */
    synchronized void remove(Object creation) {
        unsettled.remove(creation);
        searchedUntil.remove(creation);
    }

    /**
     * Jobs that belong to others, such as creations of an earlier run.
     *
     * @param sendings when some of them were sent, by that run's clock
     */
    synchronized void own(Collection<JobGuid> guids, Map<JobGuid, Instant> sendings) {
        ofOthers.addAll(guids);
        earlier.add(sendings);
    }

    /** The same, with what these jobs show of the clock of the run that sent it, if that was an earlier one. */
    synchronized SentRequest placed(SentRequest sent, Collection<Job> jobs) {
        return sent.run() == null ? sent : sent.by(sent.run().compared(earlier.offset(jobs)));
    }

    /** Jobs that exist: none of them can become one of a creation that is sent later. */
    synchronized void seen(List<Job> jobs, long nanos) {
        jobs.forEach(job -> firstSeen.putIfAbsent(job.guid(), nanos));
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
        Owner before = owners.put(guid, new Owner(null));
        return before == null ? null : before.adopter;
    }

    /**
     * Looks for a creation's job among those of the list, and gives it to the creation if it can be identified.
     *
     * @param listed the list, newest first
     * @param before the jobs that the creation's first look showed; null if this is the first
     */
    synchronized LookupResult judge(
            Object creation,
            RecentJobs.Listed listed,
            @Nullable Set<JobGuid> before,
            Instant now,
            long nanos,
            @Nullable Offset offset) {
        SentRequest known = unsettled.get(creation);
        if (known == null) {
            return new LookupResult(null, List.of(), false, false);
        }
        SentRequest sent = placed(known, listed.jobs());
        unsettled.put(creation, sent);
        Map<Job, JobMatch> possible =
                new Candidates(sent, now, offset, before).among(listed.jobs(), job -> isFree(job, sent));
        seen(listed.jobs(), nanos);
        Job identified = identified(possible, now, offset);
        if (identified != null && mayBeOfAWaitingBatch(identified, now, offset)) {
            return new LookupResult(null, List.of(identified.guid()), true, listed.complete());
        }
        if (identified != null) {
            owners.put(identified.guid(), new Owner(sent));
            leaveTheSearchTo(identified, creation, now, offset);
            return LookupResult.adopted(identified);
        }
        List<JobGuid> guids = Stream.concat(possible.keySet().stream(), answeredBefore(sent, listed, now, offset))
                .map(Job::guid)
                .toList();
        boolean contested = possible.entrySet().stream()
                .allMatch(entry -> fitsAnotherBetter(creation, entry.getKey(), entry.getValue(), now, offset));
        return new LookupResult(null, guids, contested && !possible.isEmpty(), listed.complete());
    }

    /**
     * Jobs that this client was told of, and that look like those of a creation that is taken up: the program may have
     * lost the answer afterwards. They are not given away twice, but then the creation's job does not count as missing.
     */
    private Stream<Job> answeredBefore(
            SentRequest sent, RecentJobs.Listed listed, Instant now, @Nullable Offset offset) {
        return sent.run() == null
                ? Stream.empty()
                : listed.jobs().stream()
                        .filter(job -> owners.containsKey(job.guid()) && !ofOthers.contains(job.guid()))
                        .filter(job -> JobMatch.of(sent, now, offset, job).compareTo(JobMatch.LIKELY) >= 0);
    }

    /** The oldest of the jobs that fit best, unless there are more of them than creations that they may belong to. */
    private @Nullable Job identified(Map<Job, JobMatch> possible, Instant now, @Nullable Offset offset) {
        JobMatch best =
                possible.values().stream().max(Comparator.naturalOrder()).orElse(JobMatch.NONE);
        if (best.compareTo(JobMatch.LIKELY) < 0) {
            return null;
        }
        List<Job> fitting = possible.keySet().stream()
                .filter(job -> possible.get(job) == best)
                .filter(job -> bestOfAll(job, now, offset) == best)
                .toList();
        if (fitting.isEmpty() || fitting.size() > claimants(fitting, best, now, offset)) {
            return null;
        }
        return fitting.stream()
                .min(Comparator.comparing((Job job) -> job.createdAt().orElse(now)))
                .orElseThrow();
    }

    /**
     * Whose it is shows when that batch is answered: unlike a creation's, a batch's place can't be taken by another.
     */
    private boolean mayBeOfAWaitingBatch(Job job, Instant now, @Nullable Offset offset) {
        return unsettled.entrySet().stream()
                .filter(entry -> entry.getKey() instanceof BatchPart)
                .map(Map.Entry::getValue)
                .anyMatch(sent -> sent.trouble() == null && JobMatch.of(sent, now, offset, job) != JobMatch.NONE);
    }

    private JobMatch bestOfAll(Job job, Instant now, @Nullable Offset offset) {
        return unsettled.values().stream()
                .map(sent -> JobMatch.of(sent, now, offset, job))
                .max(Comparator.naturalOrder())
                .orElse(JobMatch.NONE);
    }

    private boolean fitsAnotherBetter(Object creation, Job job, JobMatch match, Instant now, @Nullable Offset offset) {
        return unsettled.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(creation))
                .anyMatch(
                        entry -> JobMatch.of(entry.getValue(), now, offset, job).compareTo(match) > 0);
    }

    /**
     * The job may belong to another creation, which then has to find the adopter's, and gets the time that the adopter
     * had.
     */
    private void leaveTheSearchTo(Job job, Object adopter, Instant now, @Nullable Offset offset) {
        Long until = searchedUntil.get(adopter);
        if (until == null) {
            return;
        }
        unsettled.forEach((other, sent) -> {
            if (JobMatch.of(sent, now, offset, job).compareTo(JobMatch.LIKELY) >= 0) {
                searchedUntil.merge(other, until, Math::max);
            }
        });
    }

    private boolean isFree(Job job, SentRequest sent) {
        Long seen = firstSeen.get(job.guid());
        boolean olderThanTheSending = seen != null && sent.isAfter(seen);
        return !owners.containsKey(job.guid()) && !ofOthers.contains(job.guid()) && !olderThanTheSending;
    }

    /** How many unsettled creations of this client the jobs can belong to. */
    private long claimants(List<Job> jobs, JobMatch match, Instant now, @Nullable Offset offset) {
        return unsettled.values().stream()
                .filter(sent -> jobs.stream().anyMatch(job -> JobMatch.of(sent, now, offset, job) == match))
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
