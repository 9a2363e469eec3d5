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
 * The search for the job of a creation that got no answer: several looks at the list, with pauses between them, since
 * the list may show the job late. Ends with what the last look told, and early if the job is found. Fails if that last
 * look failed.
 */
final class CreationLookup extends CompletableFuture<LookupResult> {
    private final Object creation;
    private final SentRequest sent;
    private final CreationContext context;
    private final long deadline;

    private volatile List<JobGuid> candidates = List.of();
    private volatile @Nullable Set<JobGuid> firstLook;
    private volatile @Nullable RecentJobs reading;
    private volatile Timekeeper.@Nullable Timer pause;

    /**
     * @param creation whose job is looked up, as the registry knows it
     * @param deadline when reading the list must be over
     */
    CreationLookup(Object creation, SentRequest sent, CreationContext context, long deadline) {
        this.creation = creation;
        this.sent = sent;
        this.context = context;
        this.deadline = deadline;
    }

    /** The jobs that the newest look took for possible. */
    List<JobGuid> candidates() {
        return candidates;
    }

    /** Looks after each pause in turn; with no pauses, once and at once. */
    void begin(List<Duration> pauses) {
        whenComplete((result, failure) -> stop());
        if (pauses.isEmpty()) {
            look(pauses);
        } else {
            lookAfterPause(pauses, Duration.ZERO);
        }
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
        RecentJobs recent = RecentJobs.read(
                context.calls(),
                jobs -> TimeMatch.earliest(context.registry().placed(sent, jobs), context.offset()),
                deadline);
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
        Timekeeper time = context.time();
        LookupResult result =
                context.registry().judge(creation, listed, firstLook, time.now(), time.nanoTime(), context.offset());
        candidates = result.candidates();
        if (firstLook == null && sent.end() == null && listed.complete()) {
            firstLook = listed.jobs().stream().map(Job::guid).collect(Collectors.toUnmodifiableSet());
        }
        if (result.adopted() != null) {
            complete(result);
        } else if (!later.isEmpty()) {
            lookAfterPause(later, Duration.ZERO);
        } else if (mayChange(result)) {
            lookAfterPause(LookupSchedule.ONE_MORE, Duration.ZERO);
        } else {
            complete(result);
        }
    }

    /** As long as another creation's outcome decides whose the jobs are. */
    private boolean mayChange(LookupResult result) {
        long now = context.time().nanoTime();
        return result.contested()
                || (result.candidates().isEmpty()
                        && context.registry().isSearched(creation, now)
                        && LookupSchedule.allowsOneMore(Duration.ofNanos(deadline - now)));
    }

    /** A look that failed told nothing; the next one may. */
    private void lookFailed(Throwable failure, List<Duration> later) {
        boolean passing = failure instanceof ExportCommentsException known && known.isTransient();
        if (passing && !later.isEmpty()) {
            lookAfterPause(later, waitOf(failure));
        } else {
            completeExceptionally(failure);
        }
    }

    private static Duration waitOf(Throwable failure) {
        return failure instanceof ExportCommentsException known
                ? known.retryAfter().orElse(Duration.ZERO)
                : Duration.ZERO;
    }
}
