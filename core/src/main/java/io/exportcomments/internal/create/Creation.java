package io.exportcomments.internal.create;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.CreateOutcomeUnknownException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.internal.call.Calls;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One creation, from the first sending to its outcome. Its steps follow one another, each begun by the answer or the timer of the
 * one before; only completing it (deadline, cancellation, closing) comes from elsewhere, and stops whatever step is under way.
 */
final class Creation extends CompletableFuture<Job> {
    private static final int MOST_SENDINGS = 2;

    /** With less than this left, a second sending could hardly be looked up again: it is not begun. */
    private static final Duration LEAST_FOR_A_SENDING = Duration.ofSeconds(5);

    private final ExportRequest request;
    private final Calls calls;
    private final Timekeeper time;
    private final Timeouts timeouts;
    private final Executor aside;
    private final Ledger ledger;
    private final long deadline;

    private volatile int sendings;
    private volatile boolean reached;
    private volatile @Nullable Sending sending;

    /** Why the outcome is unknown; null as long as it is not. */
    private volatile @Nullable Throwable trouble;

    private volatile List<JobGuid> candidates = List.of();
    private volatile @Nullable CompletableFuture<?> exchange;
    private volatile Timekeeper.@Nullable Timer pause;

    /** Why a second sending was surely not taken, if it was not: what the caller is told once the first is looked up, too. */
    private volatile @Nullable Throwable refusal;

    Creation(ExportRequest request, Calls calls, Timekeeper time, Timeouts timeouts, Executor aside, Ledger ledger) {
        this.request = request;
        this.calls = calls;
        this.time = time;
        this.timeouts = timeouts;
        this.aside = aside;
        this.ledger = ledger;
        this.deadline = time.nanoTime() + timeouts.call().toNanos();
    }

    void begin() {
        Timekeeper.Timer alarm = time.schedule(timeouts.call(), () -> aside.execute(this::expire));
        whenComplete((job, failure) -> {
            alarm.cancel();
            stop();
        });
        send();
    }

    private void stop() {
        ledger.remove(this);
        Timekeeper.Timer timer = pause;
        if (timer != null) {
            timer.cancel();
        }
        CompletableFuture<?> open = exchange;
        if (open != null) {
            open.cancel(true);
        }
    }

    private void expire() {
        DeadlineExceededException late = new DeadlineExceededException(context(), timeouts.call(), null);
        Sending out = sending;
        if (out == null) {
            completeExceptionally(late);
        } else {
            Throwable why = trouble;
            if (why != null) {
                late.addSuppressed(why);
            }
            completeExceptionally(new CreateOutcomeUnknownException(context(), candidates, late));
        }
    }

    private void send() {
        reached = false;
        int number = sendings + 1;
        sendings = number;
        CompletableFuture<Job> answer = calls.create(request, deadline, this::reached);
        follow(answer);
        answer.whenComplete((job, failure) -> {
            if (failure == null) {
                answered(job);
            } else {
                failed(Failures.unwrap(failure));
            }
        });
    }

    private void follow(CompletableFuture<?> step) {
        exchange = step;
        if (isDone()) {
            step.cancel(true);
        }
    }

    private void reached() {
        reached = true;
        if (!isDone()) {
            Sending before = sending;
            note(
                    before == null
                            ? new Sending(request, time.now(), time.nanoTime(), sendings, null)
                            : before.awaited(sendings));
        }
    }

    private void note(Sending now) {
        sending = now;
        ledger.put(this, now);
        if (isDone()) {
            ledger.remove(this);
        }
    }

    private void answered(Job job) {
        Sending adopter = ledger.answered(job.guid());
        if (adopter == null) {
            complete(job);
        } else if (!isDone()) {
            // Another creation of the same export took this job while its answer was on the way: find that one's.
            Sending taken = Objects.requireNonNull(sending).inPlaceOf(adopter);
            lookUp(taken, Objects.requireNonNull(taken.trouble()));
        }
    }

    private void failed(Throwable failure) {
        if (isDone()) {
            return;
        }
        Sending out = sending;
        Throwable earlier = trouble;
        if (out != null && reached && !isCertainlyNotTaken(failure)) {
            lookUp(out, failure);
        } else if (out == null || earlier == null) {
            completeExceptionally(failure);
        } else {
            refusal = failure;
            Sending unknown = out.unknown(earlier);
            note(unknown);
            look(unknown, List.of());
        }
    }

    private static boolean isCertainlyNotTaken(Throwable failure) {
        return failure instanceof ClientClosedException
                || (failure instanceof ExportCommentsException known && known.provesNothingTaken());
    }

    private void lookUp(Sending out, Throwable why) {
        trouble = why;
        sendings = out.times();
        Sending unknown = out.unknown(why);
        note(unknown);
        List<Duration> pauses = Looks.after(why);
        Duration all = pauses.stream().reduce(Duration.ZERO, Duration::plus);
        ledger.search(this, time.nanoTime() + all.toNanos());
        if (isDone()) {
            ledger.remove(this);
        }
        lookAfterPause(unknown, pauses, Duration.ZERO);
    }

    private void lookAfterPause(Sending out, List<Duration> pauses, Duration atLeast) {
        Duration wait = pauses.get(0).compareTo(atLeast) > 0 ? pauses.get(0) : atLeast;
        List<Duration> later = pauses.subList(1, pauses.size());
        pause = time.schedule(wait, () -> aside.execute(() -> look(out, later)));
        if (isDone()) {
            stop();
        }
    }

    private void look(Sending out, List<Duration> later) {
        if (isDone()) {
            return;
        }
        NewestPages pages = NewestPages.read(calls, out.first().minus(Likeness.SKEW), deadline);
        follow(pages);
        pages.whenComplete((jobs, failure) -> {
            if (isDone()) {
                return;
            }
            if (failure == null) {
                judge(out, jobs, later);
            } else {
                lookFailed(out, Failures.unwrap(failure), later);
            }
        });
    }

    private void judge(Sending out, List<Job> jobs, List<Duration> later) {
        Verdict verdict = ledger.judge(this, jobs, time.now(), time.nanoTime());
        candidates = verdict.candidates();
        if (verdict.adopted() != null) {
            complete(verdict.adopted());
        } else if (!later.isEmpty()) {
            lookAfterPause(out, later, Duration.ZERO);
        } else if (!candidates.isEmpty()) {
            giveUp(out);
        } else if (ledger.isSearched(this, time.nanoTime())) {
            lookAfterPause(out, Looks.ONE_MORE, Duration.ZERO);
        } else {
            settleNotThere(out);
        }
    }

    private void settleNotThere(Sending out) {
        Throwable refused = refusal;
        boolean timeLeft = deadline - time.nanoTime() >= LEAST_FOR_A_SENDING.toNanos();
        if (refused != null) {
            completeExceptionally(twice(refused));
        } else if (out.times() < MOST_SENDINGS && timeLeft) {
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

    /** A look that failed told nothing; the next one may. */
    private void lookFailed(Sending out, Throwable failure, List<Duration> later) {
        boolean passing = failure instanceof ExportCommentsException known && known.isTransient();
        if (failure instanceof ClientClosedException) {
            completeExceptionally(failure);
        } else if (passing && !later.isEmpty()) {
            lookAfterPause(out, later, waitOf(failure));
        } else {
            Throwable why = trouble;
            if (why != null && why != failure) {
                why.addSuppressed(failure);
            }
            giveUp(out);
        }
    }

    private static Duration waitOf(Throwable failure) {
        return failure instanceof ExportCommentsException known
                ? known.retryAfter().orElse(Duration.ZERO)
                : Duration.ZERO;
    }

    private void giveUp(Sending out) {
        completeExceptionally(new CreateOutcomeUnknownException(context().attempts(out.times()), candidates, trouble));
    }

    private static ErrorContext context() {
        return ErrorContext.of(Operation.CREATE, null);
    }
}
