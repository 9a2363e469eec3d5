package io.exportcomments.internal.client;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.EmptyResultException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.LifecycleConflictException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.internal.concurrent.Chain;
import io.exportcomments.internal.log.LibraryLog;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.Operation;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Finds the link to a file of a job: in the job at hand, or by reading the job. A job of which an event said that it is
 * done may be read as running for a moment more, and links may follow their job, where the service tells before it
 * writes, or a replica lags: then the job is read again for a while. Thread-safe.
 */
final class ResultLinks implements AutoCloseable {
    private static final Duration LAG = Duration.ofSeconds(32);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

    /** After so long a missing link is gone, and not on its way: that covers clocks without their time zone. */
    private static final Duration LONG_DONE = Duration.ofDays(1);

    private final Timekeeper time;
    private final Executor aside;
    private final Set<Chain<Job>> searches = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param aside runs what a timer triggers, off the timekeeper's thread
     */
    ResultLinks(Timekeeper time, Executor aside) {
        this.time = time;
        this.aside = aside;
    }

    /** One search: what the caller holds of the job, which file is wanted, and since when. */
    private record Wanted(
            Job told, ResultFormat format, long since, Function<JobGuid, CompletableFuture<Job>> reader) {}

    /**
     * The job with its link: the caller's copy may be older, or come from an event without links.
     *
     * @param reader reads a job
     */
    CompletableFuture<Job> find(Job job, ResultFormat format, Function<JobGuid, CompletableFuture<Job>> reader) {
        if (isReady(job, format)) {
            return CompletableFuture.completedFuture(job);
        }
        Chain<Job> search = new Chain<>();
        searches.add(search);
        search.whenComplete((found, failure) -> searches.remove(search));
        if (closed) {
            search.completeExceptionally(closedError());
        }
        look(search, new Wanted(job, format, time.nanoTime(), reader), FIRST_PAUSE);
        return search;
    }

    private void look(Chain<Job> search, Wanted wanted, Duration pause) {
        if (search.isDone()) {
            return;
        }
        search.step(wanted.reader().apply(wanted.told().guid()), read -> {
            if (isReady(read, wanted.format())) {
                search.complete(read);
            } else if (mayFollow(wanted, read) && time.nanoTime() + pause.toNanos() - wanted.since() <= LAG.toNanos()) {
                lookAfter(pause, search, wanted);
            } else {
                search.completeExceptionally(missing(read, wanted.format()));
            }
        });
    }

    private void lookAfter(Duration pause, Chain<Job> search, Wanted wanted) {
        LibraryLog.get()
                .log(
                        System.Logger.Level.INFO,
                        "The service does not show the result of job "
                                + wanted.told().guid() + " yet; reading the job again in " + pause.toMillis() + " ms");
        Duration doubled = pause.multipliedBy(2);
        Duration next = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        Timekeeper.Timer timer = time.schedule(pause, () -> aside.execute(() -> look(search, wanted, next)));
        search.whenComplete((found, failure) -> timer.cancel());
    }

    private static boolean isReady(Job job, ResultFormat format) {
        return job.status() == JobStatus.DONE && job.link(format).isPresent();
    }

    /** Whether the link may be about to show. Done is for good, so a job that was done before is read too early. */
    private boolean mayFollow(Wanted wanted, Job read) {
        if (read.status() != JobStatus.DONE) {
            return wanted.told().status() == JobStatus.DONE && !read.status().isTerminal();
        }
        return !read.isEmptyResult() && read.unusableLink(wanted.format()).isEmpty() && !isLongDone(read);
    }

    private boolean isLongDone(Job job) {
        Instant now = time.now();
        return job.deleteAfter().filter(now::isAfter).isPresent()
                || job.exportedAt()
                        .or(job::updatedAt)
                        .filter(done -> done.isBefore(now.minus(LONG_DONE)))
                        .isPresent();
    }

    private static ExportCommentsException missing(Job read, ResultFormat format) {
        ErrorContext context = ErrorContext.of(Operation.FILE, read.guid());
        if (read.status() != JobStatus.DONE) {
            return new LifecycleConflictException(context, read.status(), null);
        }
        if (read.isEmptyResult()) {
            return new EmptyResultException(context, read, null);
        }
        return read.unusableLink(format).isPresent()
                ? new UnreadableAnswerException(
                        context, "the service gave a link to the file that can't be used", "", null)
                : new NotFoundException(context, null);
    }

    /** Ends all searches with a {@link ClientClosedException}. Closing twice is fine. */
    @Override
    public void close() {
        closed = true;
        List.copyOf(searches).forEach(search -> search.completeExceptionally(closedError()));
    }

    private static ClientClosedException closedError() {
        return new ClientClosedException(ErrorContext.of(Operation.FILE, null), null);
    }
}
