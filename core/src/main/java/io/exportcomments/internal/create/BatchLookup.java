package io.exportcomments.internal.create;

import io.exportcomments.job.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * The search for the jobs of a batch that got no answer: each look at the list is for all URLs whose job is not found
 * yet.
 */
final class BatchLookup extends ListLookup<List<BatchPart>> {
    private final List<BatchPart> parts;
    private final SentRequest sent;
    private final CreationContext context;

    /**
     * @param parts as the registry knows them
     * @param sent when they were sent: any of them, as all went together
     * @param deadline when reading the list must be over
     */
    BatchLookup(List<BatchPart> parts, SentRequest sent, CreationContext context, long deadline) {
        super(context, deadline);
        this.parts = parts;
        this.sent = sent;
        this.context = context;
    }

    @Override
    Instant earliest(Collection<Job> jobs) {
        return TimeMatch.earliest(sent, context.offset());
    }

    @Override
    void judge(RecentJobs.Listed listed, List<Duration> later) {
        boolean mayChange = false;
        for (BatchPart part : parts) {
            mayChange |= !part.isFound() && mayChange(part, taken(part, listed));
        }
        rememberFirst(listed);
        decide(parts, parts.stream().allMatch(BatchPart::isFound), mayChange, later);
    }

    private LookupResult taken(BatchPart part, RecentJobs.Listed listed) {
        LookupResult result = judged(part, listed);
        part.take(result);
        if (part.isFound()) {
            context.registry().remove(part);
        }
        return result;
    }

    /** As long as another creation's outcome decides whose the jobs are. */
    private boolean mayChange(BatchPart part, LookupResult result) {
        return result.contested()
                || (!part.isFound()
                        && result.candidates().isEmpty()
                        && context.registry().isSearched(part, context.time().nanoTime()));
    }
}
