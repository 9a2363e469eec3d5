package io.exportcomments.internal.create;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what was created without an answer: several looks at the list, with pauses between them, since the list
 * may show jobs late. Ends with what the last look told, and early if all is found. Fails if that last look failed.
 *
 * @param <T> what a look tells
 */
abstract class ListLookup<T> extends CompletableFuture<T> {
    private final CreationContext context;
    private final long deadline;

    private volatile @Nullable Set<JobGuid> firstLook;
    private volatile @Nullable RecentJobs reading;
    private volatile Timekeeper.@Nullable Timer pause;

    /**
     * @param deadline when reading the list must be over
     */
    ListLookup(CreationContext context, long deadline) {
        this.context = context;
        this.deadline = deadline;
    }

    /** How far back the list is to be read, given what was read of it. */
    abstract Instant earliest(Collection<Job> jobs);

    /** What the list tells; ends by {@link #decide}. */
    abstract void judge(RecentJobs.Listed listed, List<Duration> later);

    /** Looks after each pause in turn; with no pauses, once and at once. */
    final void begin(List<Duration> pauses) {
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
        RecentJobs recent = RecentJobs.read(context.calls(), this::earliest, deadline);
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

    /** What the registry says of a creation by what the list tells. */
    final LookupResult judged(Object creation, RecentJobs.Listed listed) {
        Timekeeper time = context.time();
        return context.registry().judge(creation, listed, firstLook, time.now(), time.nanoTime(), context.offset());
    }

    /** Remembers the jobs of the first look that saw all of the time in question. */
    final void rememberFirst(RecentJobs.Listed listed) {
        if (firstLook == null && listed.complete()) {
            firstLook = listed.jobs().stream().map(Job::guid).collect(Collectors.toUnmodifiableSet());
        }
    }

    /**
     * Ends the search, or looks again.
     *
     * @param found whether there is no more to look for
     * @param mayChange whether one look more than those that were planned may tell more
     */
    final void decide(T result, boolean found, boolean mayChange, List<Duration> later) {
        if (found) {
            complete(result);
        } else if (!later.isEmpty()) {
            lookAfterPause(later, Duration.ZERO);
        } else if (mayChange) {
            lookAfterPause(LookupSchedule.ONE_MORE, Duration.ZERO);
        } else {
            complete(result);
        }
    }

    /** A look that failed told nothing; the next one may. */
    private void lookFailed(Throwable failure, List<Duration> later) {
        boolean mayPass = failure instanceof ExportCommentsException known
                && (known.isTransient() || known instanceof UnreadableAnswerException);
        if (mayPass && !later.isEmpty()) {
            lookAfterPause(
                    later, ((ExportCommentsException) failure).retryAfter().orElse(Duration.ZERO));
        } else {
            completeExceptionally(failure);
        }
    }
}
