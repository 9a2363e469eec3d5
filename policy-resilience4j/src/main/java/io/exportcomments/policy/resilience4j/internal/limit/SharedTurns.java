package io.exportcomments.policy.resilience4j.internal.limit;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.Sent;
import io.exportcomments.job.Job;
import io.exportcomments.policy.resilience4j.internal.call.SteppedCall;
import io.exportcomments.port.PlaceNews;
import io.exportcomments.port.QuotaAnswer;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.QuotaPlaces;
import io.exportcomments.port.QuotaRequest;
import io.exportcomments.port.QuotaUse;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor.Chain;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Gets each call a turn in the log that all programs of the account share, after the program's own limits let it go.
 * While the log can't be reached, nothing is sent. Thread-safe.
 */
public final class SharedTurns {
    /** How long a call is held of which nobody says when it is over. */
    private static final Duration WITHOUT_DEADLINE = Duration.ofHours(1);

    /** Covers what the clocks of this machine and of the log's may differ by within a call. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final SharedLog log;
    private final PlanWindows windows;
    private final Timekeeper time;
    private final SharedPlaces places;

    /**
     * @param forgetAfter after how long without news a job's place counts as free
     * @param asking runs what asks the log, which may block, in order
     */
    public SharedTurns(QuotaLog log, PlanWindows windows, Duration forgetAfter, Timekeeper time, Executor asking) {
        this.windows = windows;
        this.time = time;
        this.places = new SharedPlaces(windows.plan(), forgetAfter, time);
        this.log = new SharedLog(log, places, asking);
    }

    /**
     * Gets a call a turn, and sends it.
     *
     * @param over hears of its answer, or its failure, once the log has it: whoever counts from then on, as well, never
     *     asks the log too early for the next
     */
    <T> CompletableFuture<T> intercept(
            TransportCall call, Chain<T> chain, BiConsumer<@Nullable T, @Nullable Throwable> over) {
        SharedCall<T> waiting = new SharedCall<>(call, chain, over);
        if (waiting.needsNothing()) {
            waiting.send();
        } else {
            log.inTurn(waiting::ask);
        }
        return waiting;
    }

    /** A job was heard of by another way than an answer. */
    void heard(Job job) {
        log.heard(job);
    }

    /** A call that waits for its turn, and later is on its way. */
    private final class SharedCall<T> extends SteppedCall<T> {
        private final TransportCall call;
        private final Chain<T> chain;
        private final CallKind kind;
        private final List<QuotaUse> uses;
        private final Optional<QuotaPlaces> wanted;
        private final BiConsumer<@Nullable T, @Nullable Throwable> over;
        private final AtomicBoolean told = new AtomicBoolean();
        private volatile boolean sent;
        private long ticket = QuotaLog.NEW;
        private long grantedAt;
        private RateLimit heldUpBy;
        private final Runnable again = this::askAtOnce;
        private Timekeeper.@Nullable Timer waking;
        private int asks;

        SharedCall(TransportCall call, Chain<T> chain, BiConsumer<@Nullable T, @Nullable Throwable> over) {
            this.call = call;
            this.chain = chain;
            this.over = over;
            this.kind = CallKind.of(call);
            this.uses = kind.needs().stream()
                    .filter(quota -> !windows.isUnlimited(quota))
                    .map(this::use)
                    .toList();
            this.wanted = places.needed(kind, call.urls());
            this.heldUpBy = kind.needs().get(kind.needs().size() - 1).limit();
            whenComplete((answer, failure) -> {
                if (!sent) {
                    tellOver(null, noTurn(failure));
                }
            });
        }

        private ConnectionException noTurn(@Nullable Throwable why) {
            return new ConnectionException(context(), Sent.NO, false, "it got no turn", why);
        }

        boolean needsNothing() {
            return uses.isEmpty() && wanted.isEmpty();
        }

        private QuotaUse use(Quota quota) {
            int most = windows.most(quota);
            return new QuotaUse(quota.label(), most, windows.span(quota), Math.min(most, quota.weight(call.urls())));
        }

        private long left() {
            return call.deadline().isPresent()
                    ? call.deadline().getAsLong() - time.nanoTime()
                    : WITHOUT_DEADLINE.toNanos();
        }

        /** Runs in turn with all else that asks the log. */
        void ask() {
            asks++;
            log.waitsNoMore(again);
            if (isDone()) {
                giveUp();
                return;
            }
            if (left() <= 0) {
                tooLong(Duration.ZERO);
                return;
            }
            try {
                Duration held = Duration.ofNanos(left()).plus(MARGIN);
                QuotaAnswer answer = log.ask(new QuotaRequest(kind.name(), uses, held, wanted), ticket);
                ticket = answer.ticket();
                grantedAt = answer.at();
                answer.heldUpBy().ifPresent(limit -> heldUpBy = Quota.limitOf(limit));
                answered(answer);
            } catch (RuntimeException | Error e) {
                completeExceptionally(
                        new ConnectionException(context(), Sent.NO, false, "the shared limits can't be asked", e));
            }
        }

        private void answered(QuotaAnswer answer) {
            if (isDone() || left() <= 0) {
                tooLong(Duration.ZERO);
            } else if (answer.granted()) {
                send();
            } else if (heldUpBy == RateLimit.RUNNING_EXPORTS) {
                log.waitsForPlace(again);
                askAfter(Math.min(left(), answer.askAfter().toNanos()));
            } else if (answer.askAfter().toNanos() > left()) {
                tooLong(answer.askAfter());
            } else {
                askAfter(answer.askAfter().toNanos());
            }
        }

        private void askAfter(long nanos) {
            int asked = asks;
            Timekeeper.Timer timer = time.schedule(Duration.ofNanos(nanos), () -> log.inTurn(() -> askUnless(asked)));
            waking = timer;
            step(() -> {
                timer.cancel();
                log.inTurn(this::giveUp);
            });
        }

        /** Unless it has asked again since, as {@link #askAtOnce} came first. */
        private void askUnless(int asked) {
            if (asks == asked) {
                ask();
            }
        }

        /** A place may be free. */
        private void askAtOnce() {
            if (waking != null) {
                waking.cancel();
            }
            ask();
        }

        /** What went out meanwhile keeps its uses, as it may be counted. */
        private void giveUp() {
            log.waitsNoMore(again);
            if (sent) {
                return;
            }
            long given = ticket;
            ticket = QuotaLog.NEW;
            if (given != QuotaLog.NEW) {
                log.leave(given);
            }
        }

        private void tooLong(Duration wait) {
            giveUp();
            completeExceptionally(
                    new RateLimitException(context().refusedWait(wait), heldUpBy, Optional.of(wait), null));
        }

        private ErrorContext context() {
            return ErrorContext.of(call.operation(), call.guid().orElse(null));
        }

        void send() {
            sent = true;
            if (isDone()) {
                sent = false;
                giveUp();
                tellOver(null, noTurn(null));
                return;
            }
            CompletableFuture<T> exchange = proceed(chain);
            step(() -> exchange.cancel(true));
            exchange.whenComplete((answer, failure) -> {
                Throwable known = failure == null ? null : Failures.unwrap(failure);
                if (needsNothing() || mayStillArrive(known)) {
                    tellOver(answer, known);
                    wanted.ifPresent(held -> log.inTurn(() -> lose(known)));
                } else {
                    log.inTurn(() -> {
                        settle(answer, known);
                        tellOver(answer, known);
                    });
                }
                take(answer, failure);
            });
        }

        private void tellOver(@Nullable T answer, @Nullable Throwable failure) {
            if (told.compareAndSet(false, true)) {
                over.accept(answer, failure);
            }
        }

        /** Given up without an answer: the service may read it, and count it, later. The log holds it long enough. */
        private boolean mayStillArrive(@Nullable Throwable failure) {
            return failure instanceof ConnectionException broken && broken.sent() == Sent.MAYBE;
        }

        private void lose(@Nullable Throwable failure) {
            PlaceNews news = places.news(kind, null, PlanUsage.isUnsure(kind, failure), grantedAt);
            log.lose(ticket, news);
        }

        private void settle(@Nullable Object answer, @Nullable Throwable failure) {
            Map<String, Integer> counted = new HashMap<>();
            for (Quota quota : kind.needs()) {
                int weight = Math.min(windows.most(quota), quota.weight(call.urls()));
                counted.put(quota.label(), PlanUsage.counted(quota, weight, answer, failure));
            }
            PlaceNews news = places.news(kind, answer, PlanUsage.isUnsure(kind, failure), grantedAt);
            log.settle(ticket, counted, news, wanted.isPresent());
            if (failure instanceof RateLimitException refusal
                    && refusal.context().httpStatus().isPresent()) {
                refusal.retryAfter()
                        .filter(pause -> pause.toMillis() > 0)
                        .ifPresent(pause -> log.pause(refused(refusal), pause));
            }
        }

        /** The quota that all calls need which the refusal holds up, too. */
        private Quota refused(RateLimitException refusal) {
            return switch (refusal.limit()) {
                case REQUESTS_PER_MINUTE, UNKNOWN -> Quota.REQUESTS;
                case CREATIONS_PER_DAY -> Quota.DAY;
                case CREATION_WINDOW, RUNNING_EXPORTS, QUEUED_EXPORTS ->
                    kind == CallKind.BATCHING ? Quota.BATCHES : Quota.JOBS;
            };
        }
    }
}
