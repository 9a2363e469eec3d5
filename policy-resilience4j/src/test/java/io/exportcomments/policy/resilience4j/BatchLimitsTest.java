package io.exportcomments.policy.resilience4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.job.BatchAllowance;
import io.exportcomments.job.BatchId;
import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchState;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
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
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Batches count as the service counts them: by themselves, and each of their jobs against the day. */
class BatchLimitsTest {
    private final ModelService service = new ModelService();
    private final List<ClientEvent> heard = new ArrayList<>();
    private final List<Integer> sent = new ArrayList<>();
    private int rejected;
    private int jobs;

    private AccountLimits limits(Plan plan) {
        return AccountLimits.builder(plan)
                .timekeeper(service.time)
                .listener(heard::add)
                .build();
    }

    private CompletableFuture<BatchReceipt> batch(AccountLimits limits, int urls) {
        return batch(limits, urls, OptionalLong.empty());
    }

    private CompletableFuture<BatchReceipt> batch(AccountLimits limits, int urls, OptionalLong deadline) {
        TransportCall call = new TransportCall(Operation.BATCH_CREATE, Optional.empty(), deadline, false, urls);
        return limits.intercept(call, () -> {
            sent.add(urls);
            return CompletableFuture.completedFuture(receipt(urls - rejected));
        });
    }

    private BatchReceipt receipt(int taken) {
        List<JobGuid> guids = IntStream.range(0, taken)
                .mapToObj(i -> JobGuid.of("batched-" + ++jobs))
                .toList();
        return new BatchReceipt(Optional.of(BatchId.of("b")), guids, List.of());
    }

    private void pass(Duration time) {
        service.time.advance(time);
    }

    private void ended(AccountLimits limits, int from, int to) {
        heard(limits, JobStatus.DONE, from, to);
    }

    private void heard(AccountLimits limits, JobStatus status, int from, int to) {
        IntStream.rangeClosed(from, to)
                .mapToObj(i -> Job.builder(JobGuid.of("batched-" + i), status).build())
                .forEach(job -> limits.listener()
                        .heard(new ClientEvent.UpdateDelivered(new JobUpdate(job, 1, "test", service.time.now()))));
    }

    @Test
    void theUrlsOfBatchesThatHaveNotEndedAreBounded() {
        AccountLimits limits = limits(Plan.PREMIUM);
        batch(limits, 20);
        CompletableFuture<BatchReceipt> second = batch(limits, 6);
        assertThat(second).isNotDone();

        ended(limits, 1, 1);
        assertThat(second).isCompleted();
        assertThat(sent).containsExactly(20, 6);
    }

    @Test
    void whatTheBatchItselfSaysOfItsJobsMakesRoom() {
        AccountLimits limits = limits(Plan.PREMIUM);
        batch(limits, 20);
        CompletableFuture<BatchReceipt> second = batch(limits, 7);
        List<Job> jobsOfIt = List.of(
                Job.builder(JobGuid.of("batched-1"), JobStatus.DONE).build(),
                Job.builder(JobGuid.of("batched-2"), JobStatus.ERROR).build(),
                Job.builder(JobGuid.of("batched-3"), JobStatus.PROGRESS).build());
        BatchState state = new BatchState(BatchId.of("b"), false, jobsOfIt, List.of());

        limits.intercept(ModelService.call(Operation.BATCH_GET), () -> CompletableFuture.completedFuture(state));

        assertThat(second).isCompleted();
        assertThat(sent).containsExactly(20, 7);
    }

    /** The list, and pushes, may show them while the batch's own answer is still on its way. */
    @Test
    void jobsThatShowBeforeTheirBatchIsAnsweredTakeNoPlacesFromOthers() {
        AccountLimits limits = limits(Plan.PREMIUM);
        CompletableFuture<BatchReceipt> answer = new CompletableFuture<>();
        TransportCall call =
                new TransportCall(Operation.BATCH_CREATE, Optional.empty(), OptionalLong.empty(), false, 4);
        limits.intercept(call, () -> answer);
        heard(limits, JobStatus.QUEUEING, 1, 4);
        CompletableFuture<Job> single = limits.intercept(
                ModelService.call(Operation.CREATE),
                () -> CompletableFuture.completedFuture(
                        Job.builder(JobGuid.of("single"), JobStatus.QUEUEING).build()));
        assertThat(single).as("they may be single jobs").isNotDone();

        answer.complete(receipt(4));
        assertThat(single).isCompleted();
    }

    @Test
    void jobsThatEndBeforeTheirBatchIsAnsweredTakeNoPlaceInIt() {
        AccountLimits limits = limits(Plan.PREMIUM);
        CompletableFuture<BatchReceipt> answer = new CompletableFuture<>();
        TransportCall call =
                new TransportCall(Operation.BATCH_CREATE, Optional.empty(), OptionalLong.empty(), false, 25);
        limits.intercept(call, () -> answer);
        pass(Duration.ofSeconds(1));
        heard(limits, JobStatus.DONE, 1, 25);

        answer.complete(receipt(25));
        assertThat(batch(limits, 25)).isCompleted();
    }

    @Test
    void moreUrlsThanThePlanEverTakesAreAMistake() {
        CompletableFuture<BatchReceipt> refused = batch(limits(Plan.PREMIUM), 26);

        assertThat(refused.handle((receipt, failure) -> failure).join())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The batch has 26 URLs; the plan allows 25 in all batches that have not ended");
        assertThat(sent).isEmpty();
    }

    @Test
    void jobsOfBatchesTakeNoPlaceOfOtherJobs() {
        AccountLimits limits = limits(Plan.PREMIUM);
        service.status = JobStatus.QUEUEING;
        batch(limits, 25);
        IntStream.rangeClosed(1, 25)
                .forEach(i -> limits.listener()
                        .heard(new ClientEvent.UpdateDelivered(new JobUpdate(
                                Job.builder(JobGuid.of("batched-" + i), JobStatus.QUEUEING)
                                        .build(),
                                1,
                                "test",
                                service.time.now()))));

        for (int i = 0; i < 5; i++) {
            service.ask(limits, ModelService.call(Operation.CREATE));
        }
        pass(Duration.ofSeconds(1));
        assertThat(service.sent()).as("one runs and three wait").isEqualTo(4);
    }

    @Test
    void submissionsAreBoundedInAWindowOfTheirOwn() {
        AccountLimits limits = limits(Plan.PREMIUM);
        for (int i = 0; i < 6; i++) {
            batch(limits, 1);
            ended(limits, i + 1, i + 1);
        }
        assertThat(sent).hasSize(5);
        pass(Duration.ofMinutes(30).minusMillis(1));
        assertThat(sent).hasSize(5);
        pass(Duration.ofMillis(1));
        assertThat(sent).hasSize(6);
        assertThat(service.sent()).as("they are no creations").isZero();
    }

    @Test
    void aBatchOfWhichNothingWasTakenDoesNotCount() {
        AccountLimits limits = limits(Plan.PREMIUM);
        rejected = 1;
        for (int i = 0; i < 10; i++) {
            batch(limits, 1);
        }
        assertThat(sent).hasSize(10);
    }

    @Test
    void eachJobCountsAgainstTheDay() {
        Plan plan = new Plan("ten a day", 1_000, 10, 9, 9, 99, 99, BatchAllowance.BUSINESS);
        AccountLimits limits = limits(plan);
        rejected = 2;
        batch(limits, 8);
        rejected = 0;
        batch(limits, 4);
        assertThat(sent).as("six of eight were taken").containsExactly(8, 4);

        batch(limits, 1);
        CompletableFuture<Job> created = service.ask(limits, ModelService.call(Operation.CREATE));
        pass(Duration.ofHours(23));
        assertThat(sent).hasSize(2);
        assertThat(created).isNotDone();
        pass(Duration.ofHours(1));
        assertThat(sent).hasSize(3);
        pass(Duration.ofSeconds(1));
        assertThat(created).isCompleted();
    }

    @Test
    void aBatchThatCannotGoBeforeItsDeadlineFailsAtOnce() {
        AccountLimits limits = limits(Plan.PREMIUM);
        for (int i = 0; i < 5; i++) {
            batch(limits, 1);
        }
        CompletableFuture<BatchReceipt> late = batch(
                limits,
                1,
                OptionalLong.of(service.time.nanoTime() + Duration.ofMinutes(1).toNanos()));

        assertThat(failure(late)).isInstanceOfSatisfying(RateLimitException.class, refused -> {
            assertThat(refused.limit()).isEqualTo(RateLimit.CREATION_WINDOW);
            assertThat(refused.retryAfter()).contains(Duration.ofMinutes(30));
        });
        assertThat(sent).hasSize(5);
    }

    @Test
    void theServicesRefusalOfABatchHoldsUpBatchesAlone() {
        AccountLimits limits = limits(Plan.PREMIUM);
        TransportCall call =
                new TransportCall(Operation.BATCH_CREATE, Optional.empty(), OptionalLong.empty(), false, 1);
        limits.intercept(
                call, () -> CompletableFuture.failedFuture(ModelService.refusal(RateLimit.QUEUED_EXPORTS, 60)));
        batch(limits, 1);
        service.ask(limits, ModelService.call(Operation.CREATE));
        pass(Duration.ofSeconds(1));
        assertThat(sent).isEmpty();
        assertThat(service.sent()).isOne();

        pass(Duration.ofSeconds(60));
        assertThat(sent).hasSize(1);
    }

    @Test
    void theDaysRefusalHoldsUpBatchesButNoRetry() {
        AccountLimits limits = limits(Plan.PREMIUM);
        service.next(ModelService.refusal(RateLimit.CREATIONS_PER_DAY, 60));
        service.ask(limits, ModelService.call(Operation.CREATE));
        pass(Duration.ofSeconds(1));
        batch(limits, 1);
        service.ask(limits, ModelService.call(Operation.RETRY));
        assertThat(sent).isEmpty();
        assertThat(service.sent()).isEqualTo(2);

        pass(Duration.ofSeconds(60));
        assertThat(sent).hasSize(1);
    }

    @Test
    void howManyUrlsAreLeftIsTold() {
        batch(limits(Plan.PREMIUM), 20);

        assertThat(heard).contains(new ClientEvent.LimitChanged("batch-urls", 5, 0));
        assertThat(heard).contains(new ClientEvent.LimitChanged("batches", 4, 0));
    }

    private static Throwable failure(CompletableFuture<?> call) {
        Throwable failure = call.handle((value, error) -> error).join();
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }
}
