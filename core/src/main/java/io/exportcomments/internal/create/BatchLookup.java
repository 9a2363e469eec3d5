package io.exportcomments.internal.create;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The search for the jobs of a batch that got no answer: at each look the list is read once, and each URL whose job is
 * not found yet is looked for in it. Ends early if all are found, and else with what the last look told each part.
 * Fails if that last look failed.
 */
final class BatchLookup extends CompletableFuture<List<BatchPart>> {
    private final List<BatchPart> parts;
    private final SentRequest sent;
    private final CreationContext context;
    private final long deadline;

    private volatile @Nullable Set<JobGuid> firstLook;
    private volatile @Nullable RecentJobs reading;
    private volatile Timekeeper.@Nullable Timer pause;

    /**
     * @param parts as the registry knows them
     * @param sent when they were sent: any of them, as all went together
     * @param deadline when reading the list must be over
     */
    BatchLookup(List<BatchPart> parts, SentRequest sent, CreationContext context, long deadline) {
        this.parts = parts;
        this.sent = sent;
        this.context = context;
        this.deadline = deadline;
    }

    /** Looks after each pause in turn. */
    void begin(List<Duration> pauses) {
        whenComplete((all, failure) -> stop());
        lookAfterPause(pauses, Duration.ZERO);
    }

    private void stop() {
        Timekeeper.Timer timer = pause;
        if (timer != null) {
            timer.cancel();
        }
        RecentJobs recent = reading;
        if (recent != null) {
            recent.cancel(true);
        }
    }

    private void lookAfterPause(List<Duration> pauses, Duration atLeast) {
        Duration wait = pauses.get(0).compareTo(atLeast) > 0 ? pauses.get(0) : atLeast;
        List<Duration> later = pauses.subList(1, pauses.size());
        pause = context.time().schedule(wait, () -> context.aside().execute(() -> look(later)));
        if (isDone()) {
            stop();
        }
    }

    private void look(List<Duration> later) {
        if (isDone()) {
            return;
        }
        RecentJobs recent =
                RecentJobs.read(context.calls(), jobs -> TimeMatch.earliest(sent, context.offset()), deadline);
        reading = recent;
        if (isDone()) {
            stop();
        }
        recent.whenComplete((listed, failure) -> {
            if (isDone()) {
                return;
            }
            if (failure == null) {
                judge(listed, later);
            } else {
                lookFailed(Failures.unwrap(failure), later);
            }
        });
    }

    private void judge(RecentJobs.Listed listed, List<Duration> later) {
        boolean mayChange = false;
        for (BatchPart part : parts) {
            mayChange |= !part.isFound() && mayChange(part, judged(part, listed));
        }
        if (firstLook == null && listed.complete()) {
            firstLook = listed.jobs().stream().map(Job::guid).collect(Collectors.toUnmodifiableSet());
        }
        if (parts.stream().allMatch(BatchPart::isFound)) {
            complete(parts);
        } else if (!later.isEmpty()) {
            lookAfterPause(later, Duration.ZERO);
        } else if (mayChange) {
            lookAfterPause(LookupSchedule.ONE_MORE, Duration.ZERO);
        } else {
            complete(parts);
        }
    }

    private LookupResult judged(BatchPart part, RecentJobs.Listed listed) {
        Timekeeper time = context.time();
        LookupResult result =
                context.registry().judge(part, listed, firstLook, time.now(), time.nanoTime(), context.offset());
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

    /** A look that failed told nothing; the next one may. */
    private void lookFailed(Throwable failure, List<Duration> later) {
        if (failure instanceof ExportCommentsException known && known.isTransient() && !later.isEmpty()) {
            lookAfterPause(later, known.retryAfter().orElse(Duration.ZERO));
        } else {
            completeExceptionally(failure);
        }
    }
}
