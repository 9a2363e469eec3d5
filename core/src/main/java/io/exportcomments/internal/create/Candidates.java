package io.exportcomments.internal.create;

import io.exportcomments.internal.create.ServiceClock.Offset;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs of a list may be those of one creation. Besides what each job shows of itself, its place in the list
 * tells: newest come first, and what a later look shows above the jobs of an earlier one was created between the two.
 *
 * @param before the jobs that the creation's first look showed; null if this is the first, or if they tell nothing
 */
record Candidates(
        SentRequest sent,
        Instant now,
        @Nullable Offset offset,
        @Nullable Set<JobGuid> before) {

    /** The candidates, in the list's order. */
    Map<Job, JobMatch> among(List<Job> jobs, Predicate<Job> free) {
        Map<Job, JobMatch> found = new LinkedHashMap<>();
        int firstKnown = firstKnown(jobs);
        boolean newest = true;
        boolean older = false;
        for (int i = 0; i < jobs.size(); i++) {
            Job job = jobs.get(i);
            ShownTime created = (older ? ShownTime.asWritten(job) : ShownTime.of(job)).orElse(null);
            JobMatch match = JobMatch.of(sent, now, offset, job, created);
            boolean mayBeOurs =
                    match != JobMatch.NONE || isAppeared(i, firstKnown, job) || (newest && isOfOtherZone(job));
            newest = newest && mayBeOurs;
            older = older || (!mayBeOurs && isOlder(created));
            if (mayBeOurs && free.test(job)) {
                found.put(job, match == JobMatch.NONE ? JobMatch.POSSIBLE : match);
            }
        }
        return found;
    }

    /** The place of the first job that an earlier look showed already. */
    private int firstKnown(List<Job> jobs) {
        if (before == null) {
            return 0;
        }
        for (int i = 0; i < jobs.size(); i++) {
            if (before.contains(jobs.get(i).guid())) {
                return i;
            }
        }
        return before.isEmpty() ? jobs.size() : 0;
    }

    /** Whether a job was certainly made before the sending, and hence all behind it, too. */
    private boolean isOlder(@Nullable ShownTime created) {
        return created != null && created.isMoment() && created.latest().isBefore(TimeMatch.earliest(sent, offset));
    }

    private boolean isAppeared(int place, int firstKnown, Job job) {
        return place < firstKnown && speaksNothingAgainst(job);
    }

    /** Only the newest jobs of a creation of this run are asked: any job can seem to be of another zone by chance. */
    private boolean isOfOtherZone(Job job) {
        return offset == null
                && sent.end() == null
                && TimeMatch.isOfOtherZone(sent, now, job)
                && speaksNothingAgainst(job);
    }

    private boolean speaksNothingAgainst(Job job) {
        return OptionsMatch.of(sent.request().options(), job) != OptionsMatch.CONTRADICTORY;
    }
}
