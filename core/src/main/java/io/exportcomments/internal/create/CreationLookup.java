package io.exportcomments.internal.create;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The search for the job of a creation that got no answer. */
final class CreationLookup extends ListLookup<LookupResult> {
    private final Object creation;
    private final SentRequest sent;
    private final CreationContext context;
    private final long deadline;

    private volatile List<JobGuid> candidates = List.of();

    /**
     * @param creation whose job is looked up, as the registry knows it
     * @param deadline when reading the list must be over
     */
    CreationLookup(Object creation, SentRequest sent, CreationContext context, long deadline) {
        super(context, deadline);
        this.creation = creation;
        this.sent = sent;
        this.context = context;
        this.deadline = deadline;
    }

    /** The jobs that the newest look took for possible. */
    List<JobGuid> candidates() {
        return candidates;
    }

    @Override
    Instant earliest(Collection<Job> jobs) {
        return TimeMatch.earliest(context.registry().placed(sent, jobs), context.offset());
    }

    @Override
    void judge(RecentJobs.Listed listed, List<Duration> later) {
        LookupResult result = judged(creation, listed);
        candidates = result.candidates();
        if (sent.end() == null) {
            rememberFirst(listed);
        }
        decide(result, result.adopted() != null, mayChange(result), later);
    }

    /** As long as another creation's outcome decides whose the jobs are. */
    private boolean mayChange(LookupResult result) {
        long now = context.time().nanoTime();
        return result.contested()
                || (result.candidates().isEmpty()
                        && context.registry().isSearched(creation, now)
                        && LookupSchedule.allowsOneMore(Duration.ofNanos(deadline - now)));
    }
}
