package io.exportcomments.policy.resilience4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.Sent;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.Operation;
import io.exportcomments.job.Plan;
import io.exportcomments.port.PlaceNews;
import io.exportcomments.port.QuotaAnswer;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.QuotaRequest;
import io.exportcomments.port.TransportCall;
import io.exportcomments.testkit.quota.MemoryQuotaLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Programs that share a log stay inside the plan together, as one of them does alone. */
class SharedLimitsTest {
    private final ModelService service = new ModelService();
    private final MemoryQuotaLog log = new MemoryQuotaLog(service.time);
    private final long begun = service.time.nanoTime();
    private final AccountLimits one = limits(log);
    private final AccountLimits other = limits(log);

    private AccountLimits limits(QuotaLog shared) {
        return AccountLimits.builder(Plan.PREMIUM)
                .timekeeper(service.time)
                .shared(shared)
                .asking(Runnable::run)
                .build();
    }

    private List<CompletableFuture<Job>> ask(AccountLimits limits, int count, TransportCall call) {
        List<CompletableFuture<Job>> asked = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            asked.add(service.ask(limits, call));
        }
        return asked;
    }

    private void pass(Duration time) {
        service.time.advance(time);
    }

    @Test
    void togetherTheySendNoMoreThanThePlanAllows() {
        ask(one, 40, ModelService.call(Operation.GET));
        ask(other, 40, ModelService.call(Operation.GET));
        pass(Duration.ofSeconds(1));
        assertThat(service.sent()).as("what the watches leave of 60").isEqualTo(48);

        pass(Duration.ofSeconds(59));
        assertThat(service.sent()).isEqualTo(48);
        pass(Duration.ofSeconds(3));
        assertThat(service.sent()).isEqualTo(80);
    }

    /** What the log learns late, it counts for longer: the program's own limits count from then on, too. */
    @Test
    void aProgramThatIsAloneIsNeverToldToAskAgain() {
        List<Duration> waits = new ArrayList<>();
        QuotaLog counting = new QuotaLog() {
            @Override
            public QuotaAnswer ask(QuotaRequest request, long ticket) {
                QuotaAnswer answer = log.ask(request, ticket);
                waits.add(answer.askAfter());
                return answer;
            }

            @Override
            public void settle(long ticket, Map<String, Integer> counted, PlaceNews news) {
                log.settle(ticket, counted, news);
            }

            @Override
            public void heard(long ticket, PlaceNews news) {
                log.heard(ticket, news);
            }

            @Override
            public void leave(long ticket) {
                log.leave(ticket);
            }

            @Override
            public void pause(String limit, Duration pause) {
                log.pause(limit, pause);
            }

            @Override
            public void close() {}
        };
        AccountLimits alone = AccountLimits.builder(Plan.PREMIUM)
                .timekeeper(service.time)
                .shared(counting)
                .asking(task -> service.time.schedule(delay(), task))
                .build();
        List<CompletableFuture<Job>> calls = ask(alone, 25, ModelService.call(Operation.CREATE));
        calls.addAll(ask(alone, 200, ModelService.call(Operation.GET)));
        pass(Duration.ofMinutes(15));

        assertThat(calls).allMatch(CompletableFuture::isDone);
        assertThat(waits).hasSize(225).containsOnly(Duration.ZERO);
    }

    /** At the beginning the log is slow. */
    private Duration delay() {
        return Duration.ofMillis(
                service.time.nanoTime() - begun < Duration.ofMinutes(1).toNanos() ? 40 : 1);
    }

    @Test
    void creationsOfAllCountTogether() {
        ask(one, 4, ModelService.call(Operation.CREATE));
        pass(Duration.ofSeconds(1));
        List<CompletableFuture<Job>> later = ask(other, 4, ModelService.call(Operation.CREATE));
        pass(Duration.ofSeconds(1));
        assertThat(service.sent()).as("seven in three minutes").isEqualTo(7);
        assertThat(ask(other, 1, ModelService.call(Operation.GET)).get(0)).isNotDone();
        pass(Duration.ofSeconds(1));
        assertThat(service.sent()).as("a reading needs no creation").isEqualTo(8);

        pass(Duration.ofMinutes(3));
        assertThat(later).allMatch(CompletableFuture::isDone);
    }

    @Test
    void aCallThatCannotGoBeforeItsDeadlineFailsAndGivesItsPlaceUp() {
        ask(one, 7, ModelService.call(Operation.CREATE));
        pass(Duration.ofSeconds(1));
        CompletableFuture<Job> late = service.ask(other, service.call(Operation.CREATE, Duration.ofSeconds(60)));

        assertThat(late.handle((job, failure) -> failure).join())
                .isInstanceOfSatisfying(
                        RateLimitException.class,
                        refused ->
                                assertThat(refused.retryAfter().orElseThrow()).isGreaterThan(Duration.ofSeconds(60)));
        assertThat(service.sent()).isEqualTo(7);
    }

    @Test
    void cancellingGivesThePlaceUp() {
        ask(one, 7, ModelService.call(Operation.CREATE));
        pass(Duration.ofSeconds(1));
        CompletableFuture<Job> first =
                ask(other, 1, ModelService.call(Operation.CREATE)).get(0);
        CompletableFuture<Job> second =
                ask(limits(log), 1, ModelService.call(Operation.CREATE)).get(0);
        first.cancel(true);

        pass(Duration.ofMinutes(3));
        assertThat(second).isDone();
        assertThat(service.sent()).isEqualTo(8);
    }

    @Test
    void cancellingReachesTheExchange() {
        service.silent = true;
        CompletableFuture<Job> call =
                ask(one, 1, ModelService.call(Operation.GET)).get(0);
        call.cancel(true);

        assertThat(service.exchanges.get(0).cancelled).isTrue();
    }

    /** It may reach the service, and be counted there. */
    @Test
    void whatIsCancelledWhileItGoesOutCounts() {
        ask(other, 48, ModelService.call(Operation.GET));
        pass(Duration.ofSeconds(1));
        AtomicReference<CompletableFuture<Job>> waiting = new AtomicReference<>();
        AtomicInteger sent = new AtomicInteger();
        waiting.set(one.intercept(ModelService.call(Operation.GET), () -> {
            sent.incrementAndGet();
            waiting.get().cancel(true);
            return new CompletableFuture<>();
        }));
        pass(Duration.ofSeconds(61));
        assertThat(sent).hasValue(1);

        ask(other, 48, ModelService.call(Operation.GET));
        pass(Duration.ofSeconds(10));
        assertThat(service.sent()).as("48 in a minute, with the cancelled one").isEqualTo(48 + 47);
    }

    @Test
    void aRefusalOfTheServiceHoldsUpAllPrograms() {
        service.next(ModelService.refusal(RateLimit.REQUESTS_PER_MINUTE, 30));
        ask(one, 1, ModelService.call(Operation.GET));
        pass(Duration.ofSeconds(1));
        ask(other, 1, ModelService.call(Operation.GET));
        pass(Duration.ofSeconds(28));
        assertThat(service.sent()).isOne();

        pass(Duration.ofSeconds(3));
        assertThat(service.sent()).isEqualTo(2);
    }

    /** A request that was given up may be read by a slow service later, and counts from then on. */
    @Test
    void whatMayStillArriveCountsUntilItsDeadlineAndAWindow() {
        for (int i = 0; i < 7; i++) {
            service.next(new ConnectionException(
                    io.exportcomments.error.ErrorContext.NONE, Sent.MAYBE, true, "no answer", null));
            service.ask(one, service.call(Operation.CREATE, Duration.ofSeconds(60)));
            pass(Duration.ofMillis(40));
            list(one);
        }
        pass(Duration.ofSeconds(1));
        CompletableFuture<Job> next =
                ask(other, 1, ModelService.call(Operation.CREATE)).get(0);
        pass(Duration.ofSeconds(180 + 58));
        assertThat(next).isNotDone();
        pass(Duration.ofSeconds(4));
        assertThat(next).isDone();
    }

    /** Shows that none of the creations without an answer took a place of the plan's queue. */
    private static void list(AccountLimits limits) {
        JobPage none = new JobPage(List.of(), 1, 20, OptionalLong.empty());
        limits.intercept(ModelService.call(Operation.LIST), () -> CompletableFuture.completedFuture(none));
    }

    @Test
    void whatWasNeverSentIsGivenBack() {
        for (int i = 0; i < 7; i++) {
            service.next(new ConnectionException(
                    io.exportcomments.error.ErrorContext.NONE, Sent.NO, false, "refused", null));
        }
        ask(one, 7, ModelService.call(Operation.CREATE));
        pass(Duration.ofSeconds(1));
        ask(other, 7, ModelService.call(Operation.CREATE));
        pass(Duration.ofSeconds(1));

        assertThat(service.sent()).isEqualTo(14);
    }

    @Test
    void whileTheLogCannotBeReachedNothingIsSent() {
        AccountLimits broken = limits(new BrokenLog());
        CompletableFuture<Job> call =
                ask(broken, 1, ModelService.call(Operation.GET)).get(0);

        assertThat(call.handle((job, failure) -> failure).join())
                .isInstanceOfSatisfying(ConnectionException.class, lost -> {
                    assertThat(lost.provesNothingTaken()).isTrue();
                    assertThat(lost).hasMessageContaining("the shared limits can't be asked");
                });
        assertThat(service.sent()).isZero();
    }

    @Test
    void aLogThatFailsAfterwardsHarmsNoAnswer() {
        AccountLimits forgetful = limits(new BrokenLog() {
            @Override
            public QuotaAnswer ask(QuotaRequest request, long ticket) {
                return QuotaAnswer.granted(1, 1);
            }
        });
        CompletableFuture<Job> call =
                ask(forgetful, 1, ModelService.call(Operation.GET)).get(0);
        pass(Duration.ofSeconds(1));

        assertThat(call).isCompleted();
    }

    /** Such as a driver whose classes are not all there. */
    @Test
    void aLogThatThrowsAnErrorHoldsNoCallUp() {
        AtomicBoolean answers = new AtomicBoolean();
        AccountLimits odd = limits(new BrokenLog() {
            @Override
            public QuotaAnswer ask(QuotaRequest request, long ticket) {
                if (answers.get()) {
                    return QuotaAnswer.granted(1, 1);
                }
                throw new NoClassDefFoundError("driver");
            }

            @Override
            public void settle(long ticket, Map<String, Integer> counted, PlaceNews news) {
                throw new NoClassDefFoundError("driver");
            }
        });
        assertThat(ask(odd, 1, ModelService.call(Operation.GET)).get(0)).isCompletedExceptionally();
        answers.set(true);
        ask(odd, 48, ModelService.call(Operation.GET));
        pass(Duration.ofSeconds(1));
        ask(odd, 48, ModelService.call(Operation.GET));
        pass(Duration.ofMinutes(2));
        assertThat(service.sent()).isEqualTo(96);
    }

    @Test
    void theLogIsAskedOnAThreadOfItsOwn() throws Exception {
        CompletableFuture<String> thread = new CompletableFuture<>();
        AccountLimits limits = AccountLimits.builder(Plan.PREMIUM)
                .timekeeper(service.time)
                .shared(new BrokenLog() {
                    @Override
                    public QuotaAnswer ask(QuotaRequest request, long ticket) {
                        thread.complete(Thread.currentThread().getName());
                        throw new IllegalStateException("enough");
                    }
                })
                .build();
        service.ask(limits, ModelService.call(Operation.GET));

        assertThat(thread.get(10, java.util.concurrent.TimeUnit.SECONDS)).isEqualTo("exportcomments-quota");
    }

    private static class BrokenLog implements QuotaLog {
        @Override
        public QuotaAnswer ask(QuotaRequest request, long ticket) {
            throw new IllegalStateException("the database is down");
        }

        @Override
        public void settle(long ticket, Map<String, Integer> counted, PlaceNews news) {
            throw new IllegalStateException("the database is down");
        }

        @Override
        public void heard(long ticket, PlaceNews news) {
            throw new IllegalStateException("the database is down");
        }

        @Override
        public void leave(long ticket) {
            throw new IllegalStateException("the database is down");
        }

        @Override
        public void pause(String limit, Duration pause) {
            throw new IllegalStateException("the database is down");
        }

        @Override
        public void close() {}
    }
}
