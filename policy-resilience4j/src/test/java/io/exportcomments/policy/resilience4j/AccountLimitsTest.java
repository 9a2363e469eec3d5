package io.exportcomments.policy.resilience4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.Sent;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientEvent.AccountPaused;
import io.exportcomments.event.ClientEvent.LimitChanged;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.Operation;
import io.exportcomments.job.Plan;
import io.exportcomments.port.TransportCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AccountLimitsTest {
    private final ModelService service = new ModelService();
    private final List<ClientEvent> heard = new ArrayList<>();
    private final AccountLimits limits = AccountLimits.builder(Plan.PREMIUM)
            .timekeeper(service.time)
            .listener(heard::add)
            .build();

    private List<CompletableFuture<Job>> ask(int count, TransportCall call) {
        List<CompletableFuture<Job>> asked = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            asked.add(service.ask(limits, call));
        }
        return asked;
    }

    private void pass(int seconds) {
        service.time.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void watchesKeepTheirFloorAndStayBelowTheirCeiling() {
        ask(100, ModelService.call(Operation.GET));
        pass(1);
        assertThat(service.sent()).as("a fifth is left to the watches").isEqualTo(48);

        ask(100, ModelService.background(Operation.LIST));
        pass(1);
        assertThat(service.sent()).isEqualTo(60);

        pass(60);
        assertThat(service.sent()).isEqualTo(120);
        assertThat(service.exchanges.stream().filter(e -> e.background)).hasSize(24);
    }

    @Test
    void watchesAloneGetNoMoreThanTheirCeiling() {
        ask(100, ModelService.background(Operation.LIST));
        pass(1);
        assertThat(service.sent()).isEqualTo(30);
    }

    @Test
    void aCallOvertakesOnlyThoseThatWaitForALimitItDoesNotNeed() {
        List<CompletableFuture<Job>> created = ask(8, ModelService.call(Operation.CREATE));
        CompletableFuture<Job> read = service.ask(limits, ModelService.call(Operation.GET));
        pass(1);

        assertThat(created.get(7)).isNotDone();
        assertThat(read).isCompleted();
    }

    @Test
    void whatCanNotGoBeforeItsDeadlineFailsAtOnceAndSaysHowLong() {
        ask(7, ModelService.call(Operation.CREATE));
        pass(20);

        CompletableFuture<Job> late = service.ask(limits, service.call(Operation.CREATE, Duration.ofSeconds(60)));

        assertThat(late).isCompletedExceptionally();
        assertThatThrownBy(late::join).cause().isInstanceOfSatisfying(RateLimitException.class, error -> {
            assertThat(error.limit()).isEqualTo(RateLimit.CREATION_WINDOW);
            assertThat(error.retryAfter()).contains(Duration.ofMillis(160_020));
            assertThat(error.context().refusedWait()).isEqualTo(error.retryAfter());
            assertThat(error).hasMessageContaining("to wait 160.02 s before another attempt would have gone past");
        });
        assertThat(service.sent()).isEqualTo(7);
    }

    @Test
    void whoQueuesBehindOthersIsToldTheWaitBehindThem() {
        ask(14, ModelService.call(Operation.CREATE));

        CompletableFuture<Job> late = service.ask(limits, service.call(Operation.CREATE, Duration.ofMinutes(5)));

        assertThatThrownBy(late::join)
                .cause()
                .isInstanceOfSatisfying(
                        RateLimitException.class,
                        error -> assertThat(error.retryAfter())
                                .hasValueSatisfying(wait ->
                                        assertThat(wait).isBetween(Duration.ofMinutes(6), Duration.ofMinutes(7))));
    }

    @Test
    void cancellingLeavesTheQueue() {
        List<CompletableFuture<Job>> created = ask(9, ModelService.call(Operation.CREATE));
        created.get(7).cancel(true);
        pass(181);

        assertThat(service.exchanges.stream().map(e -> e.caller)).containsExactly(0, 1, 2, 3, 4, 5, 6, 8);
    }

    @Test
    void cancellingEndsTheCallUnderWay() {
        service.silent = true;
        CompletableFuture<Job> asked = service.ask(limits, ModelService.call(Operation.GET));
        asked.cancel(true);

        assertThat(service.exchanges.get(0).cancelled).isTrue();
    }

    @Test
    void nothingWaitsOnceNobodyDoes() {
        List<CompletableFuture<Job>> created = ask(9, ModelService.call(Operation.CREATE));
        pass(1);
        assertThat(service.time.waiting()).isEqualTo(1);
        created.forEach(call -> call.cancel(false));

        assertThat(service.time.waiting()).isZero();
    }

    @Test
    void aRefusalPausesTheWholeAccountOnceForAsLongAsItSays() {
        service.next(ModelService.refusal(RateLimit.REQUESTS_PER_MINUTE, 30));
        service.next(ModelService.refusal(RateLimit.REQUESTS_PER_MINUTE, 30));
        List<CompletableFuture<Job>> refused = ask(2, ModelService.call(Operation.GET));
        pass(1);
        assertThat(refused).allSatisfy(call -> assertThat(call).isCompletedExceptionally());

        ask(1, ModelService.call(Operation.GET));
        ask(1, ModelService.background(Operation.LIST));
        ask(1, ModelService.call(Operation.CREATE));
        pass(28);
        assertThat(service.sent()).isEqualTo(2);
        pass(4);
        assertThat(service.sent()).isEqualTo(5);
        assertThat(heard.stream().filter(AccountPaused.class::isInstance))
                .containsExactly(new AccountPaused(Duration.ofSeconds(30)));
    }

    @Test
    void aRefusedCreationHoldsUpCreationsAndNotTheWatches() {
        service.next(ModelService.refusal(RateLimit.QUEUED_EXPORTS, 30));
        ask(1, ModelService.call(Operation.CREATE));
        pass(1);
        ask(1, ModelService.call(Operation.CREATE));
        ask(1, ModelService.background(Operation.LIST));
        pass(1);

        assertThat(service.exchanges.stream().map(e -> e.operation)).containsExactly(Operation.CREATE, Operation.LIST);
    }

    @Test
    void afterARefusalWhatOthersUsedIsReckonedWith() {
        ask(20, ModelService.call(Operation.GET));
        pass(1);
        service.next(ModelService.refusal(RateLimit.REQUESTS_PER_MINUTE, 2));
        ask(1, ModelService.call(Operation.GET));
        pass(1);
        ask(40, ModelService.call(Operation.GET));
        pass(29);

        assertThat(service.sent())
                .as("the others give back what is not ours, bit by bit")
                .isBetween(22 + 10, 22 + 25);
        pass(60);
        assertThat(service.sent()).isEqualTo(61);
    }

    @Test
    void creationsWaitForAPlace() {
        service.status = JobStatus.QUEUEING;
        ask(5, ModelService.call(Operation.CREATE));
        pass(1);
        assertThat(service.sent()).as("1 runs and 3 are queued").isEqualTo(4);

        service.status = JobStatus.DONE;
        Job first = Job.builder(
                        io.exportcomments.job.JobGuid.of("00000001-0000-4000-8000-000000000000"), JobStatus.DONE)
                .build();
        service.ask(limits, new TransportCall(Operation.GET, Optional.of(first.guid()), OptionalLong.empty(), false));
        pass(1);
        assertThat(service.sent()).as("one was seen to be done").isEqualTo(6);
    }

    @Test
    void aPlaceIsFreeWhenAnUpdateSaysSoOrNothingWasHeardForLong() {
        service.status = JobStatus.PROGRESS;
        List<CompletableFuture<Job>> created = ask(6, ModelService.call(Operation.CREATE));
        pass(1);
        Job ended = created.get(0).join().toBuilder().status(JobStatus.ERROR).build();
        limits.listener()
                .heard(new ClientEvent.UpdateDelivered(new JobUpdate(ended, 1, "realtime", service.time.now())));
        pass(1);
        assertThat(service.sent()).isEqualTo(5);

        pass(600);
        assertThat(service.sent()).isEqualTo(6);
    }

    @Test
    void aCreationWithoutAnAnswerKeepsItsPlaceUntilTheListWasReadAfterwards() {
        service.status = JobStatus.QUEUEING;
        service.next(new ConnectionException(ErrorContext.NONE, Sent.MAYBE, false, "broke", null));
        List<CompletableFuture<Job>> created = ask(6, ModelService.call(Operation.CREATE));
        pass(1);
        assertThat(service.sent()).as("the service may have four jobs").isEqualTo(4);

        listPageOf(1, created.get(1).join());
        pass(1);
        assertThat(service.sent()).as("the newest job alone does not tell").isEqualTo(4);

        list();
        pass(1);
        assertThat(service.sent()).as("the service has three").isEqualTo(5);
    }

    @Test
    void aCreationWithoutAnAnswerKeepsItsPlaceForTenMinutesAtMost() {
        for (int i = 0; i < 4; i++) {
            service.next(new ConnectionException(ErrorContext.NONE, Sent.MAYBE, false, "broke", null));
        }
        ask(5, ModelService.call(Operation.CREATE));
        pass(590);
        assertThat(service.sent()).isEqualTo(4);
        pass(20);
        assertThat(service.sent()).isEqualTo(5);
    }

    @Test
    void aJobThatTheListShowsTakesAPlaceUntilItShowsItsEnd() {
        service.status = JobStatus.QUEUEING;
        Job.Builder other = Job.builder(ModelService.GUID, JobStatus.PROGRESS);
        list(other.build());
        ask(5, ModelService.call(Operation.CREATE));
        pass(1);
        assertThat(service.sent()).as("another program's job runs").isEqualTo(3);

        list(other.status(JobStatus.DONE).build());
        pass(1);
        assertThat(service.sent()).isEqualTo(4);
    }

    @Test
    void whatDoesNotFitBesideAPauseNamesTheLimitThatMadeThePause() {
        service.next(ModelService.refusal(RateLimit.QUEUED_EXPORTS, 30));
        ask(1, ModelService.call(Operation.CREATE));
        pass(1);

        CompletableFuture<Job> late = service.ask(limits, service.call(Operation.CREATE, Duration.ofSeconds(10)));

        assertThatThrownBy(late::join).cause().isInstanceOfSatisfying(RateLimitException.class, error -> {
            assertThat(error.limit()).isEqualTo(RateLimit.QUEUED_EXPORTS);
            assertThat(error.retryAfter())
                    .hasValueSatisfying(
                            wait -> assertThat(wait).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(30)));
        });
    }

    @Test
    void aListenerHearsHowManyPlacesAreLeft() {
        service.status = JobStatus.QUEUEING;
        ask(1, ModelService.call(Operation.CREATE));
        pass(1);
        assertThat(heard).last().isEqualTo(new LimitChanged("exports", 3, 0));

        ask(4, ModelService.call(Operation.CREATE));
        pass(1);
        assertThat(heard).last().isEqualTo(new LimitChanged("exports", 0, 1));
    }

    @Test
    void anAnswerThatWasAskedForBeforeAJobsEndWasHeardTakesNoPlaceBack() {
        service.status = JobStatus.QUEUEING;
        List<CompletableFuture<Job>> created = ask(4, ModelService.call(Operation.CREATE));
        pass(1);
        Job first = created.get(0).join();
        service.back = () -> Duration.ofSeconds(10);
        service.ask(limits, new TransportCall(Operation.GET, Optional.of(first.guid()), OptionalLong.empty(), false));
        pass(1);
        ends(first);
        pass(10);

        ask(1, ModelService.call(Operation.CREATE));
        assertThat(service.sent()).as("4 creations, the question, and a fifth").isEqualTo(6);
    }

    private void ends(Job job) {
        Job ended = job.toBuilder().status(JobStatus.DONE).build();
        limits.listener()
                .heard(new ClientEvent.UpdateDelivered(new JobUpdate(ended, 1, "realtime", service.time.now())));
    }

    @Test
    void pausesOfWhichTheServiceDoesNotSayTheLengthGrowUntilItAnswers() {
        RateLimitException silent = new RateLimitException(
                ErrorContext.NONE.answered(429, null, null), RateLimit.UNKNOWN, Optional.empty(), null);
        service.next(silent);
        ask(1, ModelService.call(Operation.GET));
        pass(1);
        service.next(silent);
        ask(1, ModelService.call(Operation.GET));
        pass(6);
        ask(1, ModelService.call(Operation.GET));
        pass(11);
        assertThat(service.sent()).isEqualTo(3);
        service.next(silent);
        ask(1, ModelService.call(Operation.GET));
        pass(1);

        assertThat(heard.stream().filter(AccountPaused.class::isInstance))
                .containsExactly(
                        new AccountPaused(Duration.ofSeconds(5)),
                        new AccountPaused(Duration.ofSeconds(10)),
                        new AccountPaused(Duration.ofSeconds(5)));
    }

    @Test
    void afterTheDaysRefusalWhatOthersUsedIsReckonedWith() {
        AccountLimits ten = AccountLimits.builder(new Plan("ten a day", 1_000, 10, 9, 9, 99, 99))
                .timekeeper(service.time)
                .build();
        service.next(ModelService.refusal(RateLimit.CREATIONS_PER_DAY, 3_600));
        for (int i = 0; i < 6; i++) {
            service.ask(ten, ModelService.call(Operation.CREATE));
            pass(1);
        }
        assertThat(service.sent()).isEqualTo(1);
        pass(3_600);
        assertThat(service.sent())
                .as("what others used is given back bit by bit")
                .isBetween(2, 3);
        service.time.advance(Duration.ofHours(23));
        assertThat(service.sent()).isEqualTo(6);
    }

    @Test
    void aListenerHearsThatAJobsEndMakesRoom() {
        service.status = JobStatus.QUEUEING;
        List<CompletableFuture<Job>> created = ask(4, ModelService.call(Operation.CREATE));
        pass(1);
        heard.clear();
        ends(created.get(0).join());

        assertThat(heard).contains(new LimitChanged("exports", 1, 0), new LimitChanged("batch-urls", 25, 0));
    }

    @Test
    void aListenerHearsHowManyCallsWaitForAPlace() {
        service.status = JobStatus.QUEUEING;
        List<CompletableFuture<Job>> created = ask(5, ModelService.call(Operation.CREATE));
        ask(1, ModelService.call(Operation.RETRY));
        assertThat(heard).last().isEqualTo(new LimitChanged("exports", 0, 2));

        created.get(4).cancel(false);
        assertThat(heard).last().isEqualTo(new LimitChanged("exports", 0, 1));
    }

    @Test
    void aListenerHearsHowAllLimitsStandWhenAWaitIsOver() {
        ask(8, ModelService.call(Operation.CREATE));
        pass(170);
        heard.clear();
        pass(20);

        assertThat(heard)
                .contains(
                        new LimitChanged("background-requests-per-minute", 30, 0),
                        new LimitChanged("batch-urls", 25, 0));
    }

    private void list(Job... jobs) {
        listPageOf(20, jobs);
    }

    private void listPageOf(int limit, Job... jobs) {
        CompletableFuture<JobPage> page =
                CompletableFuture.completedFuture(new JobPage(List.of(jobs), 1, limit, OptionalLong.empty()));
        assertThat(limits.intercept(ModelService.call(Operation.LIST), () -> page))
                .isCompleted();
    }

    @Test
    void whatWasNotSentCountsForNothing() {
        for (int i = 0; i < 7; i++) {
            service.next(new ConnectionException(ErrorContext.NONE, Sent.NO, false, "refused", null));
        }
        ask(14, ModelService.call(Operation.CREATE));
        pass(1);

        assertThat(service.sent()).isEqualTo(14);
    }

    @Test
    void aJobThatWasNotTakenIsNoJobOfTheDay() {
        for (int i = 0; i < 10; i++) {
            service.next(new io.exportcomments.error.InvalidRequestException(ErrorContext.NONE, null));
        }
        List<CompletableFuture<Job>> refused = ask(7, ModelService.call(Operation.CREATE));
        pass(181);
        refused.addAll(ask(3, ModelService.call(Operation.CREATE)));
        pass(1);
        assertThat(refused).allSatisfy(call -> assertThat(call).isCompletedExceptionally());
        ask(4, ModelService.call(Operation.CREATE));
        pass(1);

        assertThat(service.sent()).as("10 refusals are none of the 10 jobs").isEqualTo(14);
    }

    @Test
    void aListenerHearsHowTheLimitsStand() {
        ask(8, ModelService.call(Operation.CREATE));
        pass(1);

        assertThat(heard)
                .contains(new LimitChanged("creations-per-3-minutes", 0, 1))
                .contains(new LimitChanged("requests-per-minute", 53, 1))
                .contains(new LimitChanged("creations-per-day", 93, 1));
    }

    @Test
    void thousandsOfRefusedConnectionsDoNotGrowTheStack() {
        AccountLimits wide = AccountLimits.builder(new Plan("wide", 2, 9, 9, 9, 9, 9))
                .timekeeper(service.time)
                .build();
        List<CompletableFuture<Job>> calls = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            calls.add(wide.intercept(
                    ModelService.call(Operation.GET),
                    () -> service.time.nanoTime() == 0
                            ? new CompletableFuture<>()
                            : CompletableFuture.failedFuture(
                                    new ConnectionException(ErrorContext.NONE, Sent.NO, false, "refused", null))));
        }
        pass(1);
        calls.get(0).cancel(false);
        calls.get(1).cancel(false);
        pass(61);

        assertThat(calls).allSatisfy(call -> assertThat(call).isDone());
    }

    @Test
    void sharesThatMakeNoSenseAreRefused() {
        AccountLimits.Builder builder = AccountLimits.builder(Plan.PREMIUM);

        assertThatThrownBy(() -> builder.watchShare(0.6, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.watchShare(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.watchShare(-0.1, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.watchShare(0.5, 1.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.watchShare(1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(builder.watchShare(0, 1).watchShare(0.2, 0.2)).isSameAs(builder);
        assertThatThrownBy(() -> builder.forgetJobsAfter(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.forgetJobsAfter(Duration.ofDays(1).plusNanos(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(builder.forgetJobsAfter(Duration.ofSeconds(1)).forgetJobsAfter(Duration.ofDays(1)))
                .isSameAs(builder);
    }
}
