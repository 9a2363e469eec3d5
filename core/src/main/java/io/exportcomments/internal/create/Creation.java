package io.exportcomments.internal.create;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.CreateOutcomeUnknownException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.Sent;
import io.exportcomments.job.CreationJournal;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One creation, from the first sending to its outcome. Each step starts when the one before it ends; a deadline, a
 * cancellation or closing the client may complete it at any time, which stops the step under way.
 */
final class Creation extends CompletableFuture<Job> implements Creator.InProgress {
    private static final int MOST_SENDINGS = 2;

    /** With less time left than this, a second sending could hardly be looked up: it is not started. */
    private static final Duration LEAST_FOR_A_SENDING = Duration.ofSeconds(5);

    /** A creation of an earlier run was sent before this one saw any job, whatever the clocks say. */
    private static final Duration LONG_BEFORE = Duration.ofDays(365);

    private final ExportRequest request;
    private final CreationJournal journal;
    private final CreationContext context;
    private final Timekeeper time;
    private final CreationRegistry registry;
    private final long deadline;

    private volatile int sendings;
    private volatile boolean reached;
    private volatile long sentNanos;
    private volatile @Nullable SentRequest sent;
    private final SendingGate gate = new SendingGate();
    /** Why the outcome is unknown; null as long as it is not. */
    private volatile @Nullable Throwable trouble;

    private volatile @Nullable CompletableFuture<?> step;
    private volatile @Nullable CreationLookup lookup;

    /**
     * Why the second sending was certainly not accepted: what the caller is told, once the first has been looked up
     * again.
     */
    private volatile @Nullable Throwable refusal;

    Creation(ExportRequest request, CreationJournal journal, CreationContext context) {
        this.request = request;
        this.journal = journal;
        this.context = context;
        this.time = context.time();
        this.registry = context.registry();
        this.deadline = time.nanoTime() + context.timeouts().call().toNanos();
    }

    void begin() {
        watchDeadline();
        send();
    }

    /** Takes up a creation that an earlier run of the program sent, and of whose answer it knows nothing. */
    void resume(Instant sentAt) {
        watchDeadline();
        Instant now = time.now();
        Duration setBack = sentAt.isAfter(now) ? Duration.between(now, sentAt) : Duration.ZERO;
        Instant start = sentAt.minus(setBack);
        Instant end = start.plus(context.timeouts().call());
        long startNanos = time.nanoTime() - LONG_BEFORE.toNanos();
        ConnectionException lost = new ConnectionException(
                errorContext(), Sent.MAYBE, false, "the program ended before the answer arrived,", null);
        sendings = 1;
        gate.goesOut();
        lookUp(
                SentRequest.now(request, start, startNanos, 1)
                        .unknown(lost, false)
                        .by(new EarlierRun(end, setBack, null)),
                lost,
                LookupSchedule.resumed(end, now),
                false);
    }

    private void watchDeadline() {
        Timekeeper.Timer alarm =
                time.schedule(context.timeouts().call(), () -> context.aside().execute(this::expire));
        whenComplete((job, failure) -> {
            alarm.cancel();
            stop();
        });
    }

    private void stop() {
        registry.remove(this);
        CompletableFuture<?> current = step;
        if (current != null) {
            current.cancel(true);
        }
    }

    @Override
    public void closeClient() {
        Sent out = gate.isGivenUp() ? Sent.NO : Sent.MAYBE;
        completeExceptionally(new ClientClosedException(errorContext(), out, null));
    }

    private void expire() {
        DeadlineExceededException late =
                new DeadlineExceededException(errorContext(), context.timeouts().call(), null);
        if (gate.isGivenUp()) {
            completeExceptionally(late);
        } else {
            Throwable why = trouble;
            if (why != null) {
                late.addSuppressed(why);
            }
            completeExceptionally(new CreateOutcomeUnknownException(errorContext(), candidates(), late));
        }
    }

    private void send() {
        reached = false;
        int number = sendings + 1;
        sendings = number;
        CompletableFuture<Job> answer =
                context.calls().create(request, deadline, exchange -> gate.send(this::reached, exchange));
        follow(answer);
        answer.whenComplete((job, failure) -> {
            if (failure == null) {
                answered(job);
            } else {
                failed(Failures.unwrap(failure));
            }
        });
    }

    private void follow(CompletableFuture<?> next) {
        step = next;
        if (isDone()) {
            next.cancel(true);
        }
    }

    private void reached() {
        journal.sending(request, time.now());
        if (isDone() || !gate.goesOut()) {
            throw new DeadlineExceededException(
                    errorContext(), context.timeouts().call(), null);
        }
        sentNanos = time.nanoTime();
        reached = true;
        if (!isDone()) {
            SentRequest before = sent;
            note(
                    before == null
                            ? SentRequest.now(request, time.now(), time.nanoTime(), sendings)
                            : before.again(time.now(), time.nanoTime(), sendings, LookupSchedule.SETTLED));
        }
    }

    private void note(SentRequest now) {
        sent = now;
        registry.put(this, now);
        if (isDone()) {
            registry.remove(this);
        }
    }

    private void answered(Job job) {
        SentRequest adopter = registry.answered(job.guid());
        SentRequest out = sent;
        if (adopter == null || out == null) {
            if (out != null) {
                context.clock().learn(out, job, time.now(), time.nanoTime());
            }
            complete(job);
        } else if (!isDone()) {
            // Another creation of the same export took this job while its answer was on the way: find that one's.
            SentRequest taken = out.inPlaceOf(adopter);
            Throwable why = Objects.requireNonNull(taken.trouble());
            // That one may have been sent a moment ago.
            lookUp(taken, why, LookupSchedule.after(why, Duration.ZERO), true);
        }
    }

    private void failed(Throwable failure) {
        if (isDone()) {
            return;
        }
        SentRequest out = sent;
        Throwable earlier = trouble;
        CreationEvidence evidence = CreationEvidence.of(failure);
        if (gate.isGivenUp()) {
            completeExceptionally(failure);
        } else if (out != null && reached && evidence != CreationEvidence.REFUSED) {
            SentRequest unknown = out.unknown(failure, evidence == CreationEvidence.ACCEPTED);
            Duration waited = Duration.ofNanos(time.nanoTime() - sentNanos);
            lookUp(unknown, failure, LookupSchedule.after(failure, waited), true);
        } else if (out == null) {
            completeExceptionally(new CreateOutcomeUnknownException(errorContext(), candidates(), failure));
        } else if (earlier == null) {
            completeExceptionally(failure);
        } else {
            refusal = failure;
            SentRequest unknown = out.unknown(earlier, false);
            note(unknown);
            look(unknown, List.of());
        }
    }

    /** @param pauses until the job is certainly missing; if there is no time for all of them, fewer are made */
    private void lookUp(SentRequest unknown, Throwable why, List<Duration> pauses, boolean fits) {
        trouble = why;
        sendings = unknown.times();
        note(unknown);
        long now = time.nanoTime();
        registry.search(this, now + LookupSchedule.total(pauses).toNanos());
        if (isDone()) {
            registry.remove(this);
        }
        look(unknown, fits ? LookupSchedule.within(Duration.ofNanos(deadline - now), pauses) : pauses);
    }

    private void look(SentRequest out, List<Duration> pauses) {
        CreationLookup search = new CreationLookup(this, out, context, deadline);
        lookup = search;
        follow(search);
        search.whenComplete((result, failure) -> {
            if (isDone()) {
                return;
            }
            if (failure != null) {
                lookupFailed(out, Failures.unwrap(failure));
            } else if (result.adopted() != null) {
                complete(result.adopted());
            } else if (result.isCertainlyMissing() && !registry.isSearched(this, time.nanoTime())) {
                settleNotThere(out);
            } else {
                giveUp(out);
            }
        });
        search.begin(pauses);
    }

    private void lookupFailed(SentRequest out, Throwable failure) {
        Throwable why = trouble;
        if (why != null && why != failure) {
            why.addSuppressed(failure);
        }
        giveUp(out);
    }

    private void settleNotThere(SentRequest out) {
        Throwable refused = refusal;
        boolean timeLeft = deadline - time.nanoTime() >= LEAST_FOR_A_SENDING.toNanos();
        Throwable why = trouble;
        if (refused != null) {
            completeExceptionally(twice(refused));
        } else if (why != null && CreationEvidence.of(why) == CreationEvidence.REFUSED_BETWEEN) {
            completeExceptionally(out.times() < MOST_SENDINGS ? why : twice(why));
        } else if (out.times() < MOST_SENDINGS && !out.accepted() && timeLeft) {
            send();
        } else {
            giveUp(out);
        }
    }

    private static Throwable twice(Throwable refused) {
        if (refused instanceof ExportCommentsException known) {
            return known.withContext(known.context().attempts(MOST_SENDINGS));
        }
        return refused;
    }

    private void giveUp(SentRequest out) {
        completeExceptionally(
                new CreateOutcomeUnknownException(errorContext().attempts(out.times()), candidates(), trouble));
    }

    private List<JobGuid> candidates() {
        CreationLookup search = lookup;
        return search == null ? List.of() : search.candidates();
    }

    private static ErrorContext errorContext() {
        return ErrorContext.of(Operation.CREATE, null);
    }
}
