package io.exportcomments.internal.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.BatchOutcomeUnknownException;
import io.exportcomments.internal.VirtualTime;
import io.exportcomments.internal.call.Calls;
import io.exportcomments.internal.create.ModelService.Course;
import io.exportcomments.internal.create.ModelService.Fate;
import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchRequest;
import io.exportcomments.job.CreationJournal;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes out late in the time of its call is looked for as long as that time lasts, and not longer. */
@Timeout(20)
class LateSendingTest {
    private static final ExportRequest REQUEST =
            ExportRequest.of("https://www.youtube.com/watch?v=dQw4w9WgXcQ").limit(500);
    private static final BatchRequest BATCH = BatchRequest.of(List.of(REQUEST.url(), REQUEST.url() + "1"));

    private final VirtualTime time = new VirtualTime();
    private final ModelService service = new ModelService(time);
    private final Calls calls = new Calls(service, List.of(new Delaying()), time, Timeouts.DEFAULT, Runnable::run);
    private final Creator creator = new Creator(calls, time, Timeouts.DEFAULT, Runnable::run);
    private Duration delay = Duration.ZERO;

    private CompletableFuture<Job> create(Duration sentAfter, Fate fate, Duration shownAfter) {
        delay = sentAfter;
        CompletableFuture<Job> creation = creator.create(REQUEST, CreationJournal.NONE);
        time.schedule(sentAfter.minusMillis(1), () -> service.courses.add(new Course(fate, shownAfter)));
        return creation;
    }

    private CompletableFuture<BatchReceipt> createBatch(Duration sentAfter, Fate fate, Duration shownAfter) {
        delay = sentAfter;
        service.courses.add(new Course(fate, shownAfter));
        return creator.createBatch(BATCH, CreationJournal.NONE);
    }

    @Test
    void aCreationWhoseJobWasAdoptedByOneThatWasSentLaterWaitsForThatOnes() {
        // So that the first job seems to be of the time of the second sending.
        service.ahead = Duration.ofSeconds(10);
        CompletableFuture<Job> hurried =
                create(Duration.ofMillis(43_600), Fate.RESET_AFTER_IT_WAS_TAKEN, Duration.ofSeconds(30));
        time.advance(Duration.ofSeconds(32));
        CompletableFuture<Job> answeredLate = create(Duration.ofMillis(1), Fate.ANSWERED_LATE, Duration.ZERO);
        time.advance(Duration.ofSeconds(12));
        assertThat(hurried).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-1")));

        time.advance(Duration.ofSeconds(48));

        assertThat(answeredLate).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-2")));
        assertThat(service.taken).isEqualTo(2);
    }

    @Test
    void aCreationOfARunThatWasKilledJustNowIsLookedForAsLongAsItsJobMayAppear() {
        Instant sentAt = time.now();
        create(Duration.ofMillis(1), Fate.RESET_AFTER_IT_WAS_TAKEN, Duration.ofSeconds(30));
        time.advance(Duration.ofMillis(10));
        creator.close();
        delay = Duration.ZERO;
        Creator nextRun = new Creator(calls, time, Timeouts.DEFAULT, Runnable::run);
        CompletableFuture<Job> resumed = nextRun.resume(REQUEST, sentAt, Set.of(), Map.of(), CreationJournal.NONE);

        time.advance(Duration.ofSeconds(40));

        assertThat(resumed).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-1")));
        assertThat(service.taken).isOne();
    }

    @Test
    void theJobsOfABatchAreLookedForUntilItsTimeIsNearlyUp() {
        CompletableFuture<BatchReceipt> creation =
                createBatch(Duration.ofSeconds(30), Fate.RESET_AFTER_IT_WAS_TAKEN, Duration.ofSeconds(26));

        time.advance(Duration.ofSeconds(59));

        assertThat(creation)
                .isCompletedWithValueMatching(
                        receipt -> receipt.guids().equals(List.of(JobGuid.of("job-1"), JobGuid.of("job-2"))));
    }

    @Test
    void whatIsNotThereByThenIsNotSaidToBeMissing() {
        CompletableFuture<BatchReceipt> creation =
                createBatch(Duration.ofSeconds(30), Fate.RESET_BEFORE_IT_WAS_TAKEN, Duration.ZERO);

        time.advance(Duration.ofSeconds(60));

        assertThat(creation).isCompletedExceptionally();
        Throwable failure =
                creation.handle((receipt, error) -> Failures.unwrap(error)).join();
        assertThat(failure).isInstanceOf(BatchOutcomeUnknownException.class);
        assertThat(((BatchOutcomeUnknownException) failure).missing()).isEmpty();
        assertThat(((BatchOutcomeUnknownException) failure).unclear()).hasSize(2);
        assertThat(time.waiting()).isZero();
    }

    /** Holds back what creates, as one that keeps to a limit does. */
    private final class Delaying implements TransportInterceptor {
        @Override
        public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
            if (call.operation() != Operation.CREATE && call.operation() != Operation.BATCH_CREATE) {
                return chain.proceed();
            }
            CompletableFuture<Void> held = new CompletableFuture<>();
            time.schedule(delay, () -> held.complete(null));
            return held.thenCompose(ignored -> chain.proceed());
        }
    }
}
