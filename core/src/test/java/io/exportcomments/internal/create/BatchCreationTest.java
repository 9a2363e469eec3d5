package io.exportcomments.internal.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.BatchOutcomeUnknownException;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.internal.VirtualTime;
import io.exportcomments.internal.call.Calls;
import io.exportcomments.internal.create.ModelService.Course;
import io.exportcomments.internal.create.ModelService.Fate;
import io.exportcomments.job.BatchId;
import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchRequest;
import io.exportcomments.job.CreationJournal;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
import io.exportcomments.port.Timeouts;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A batch is sent once; when its answer is lost, each of its jobs is looked for. */
@Timeout(20)
class BatchCreationTest {
    private static final List<String> URLS = IntStream.range(0, 3)
            .mapToObj(i -> "https://www.youtube.com/watch?v=dQw4w9WgXc" + i)
            .toList();
    private static final BatchRequest REQUEST = BatchRequest.of(URLS).with(o -> o.limit(500));

    private final VirtualTime time = new VirtualTime();
    private final ModelService service = new ModelService(time);
    private final Calls calls = new Calls(service, List.of(), time, Timeouts.DEFAULT, Runnable::run);
    private final Creator creator = new Creator(calls, time, Timeouts.DEFAULT, Runnable::run);

    private CompletableFuture<BatchReceipt> create(Fate fate) {
        return create(new Course(fate, Duration.ZERO));
    }

    private CompletableFuture<BatchReceipt> create(Course course) {
        service.courses.add(course);
        return creator.createBatch(REQUEST, CreationJournal.NONE);
    }

    private static Throwable errorOf(CompletableFuture<?> creation) {
        assertThat(creation).isCompletedExceptionally();
        return creation.handle((job, failure) -> Failures.unwrap(failure)).join();
    }

    private static BatchOutcomeUnknownException unknown(CompletableFuture<BatchReceipt> creation) {
        return (BatchOutcomeUnknownException) assertThat(errorOf(creation))
                .isInstanceOf(BatchOutcomeUnknownException.class)
                .actual();
    }

    private static List<JobGuid> guids(int... numbers) {
        return IntStream.of(numbers).mapToObj(i -> JobGuid.of("job-" + i)).toList();
    }

    private long sendings() {
        return service.asked.stream()
                .filter(asked -> asked.startsWith("create batch"))
                .count();
    }

    private void assertNothingGoesOn() {
        int asked = service.asked.size();
        time.advance(Timeouts.DEFAULT.call());
        assertThat(time.waiting()).isZero();
        assertThat(service.asked).hasSize(asked);
    }

    @Test
    void anAnswerIsTheReceipt() {
        CompletableFuture<BatchReceipt> creation = create(Fate.ANSWERED);
        time.advance(Duration.ofSeconds(1));

        assertThat(creation)
                .isCompletedWithValue(new BatchReceipt(Optional.of(BatchId.of("batch")), guids(1, 2, 3), List.of()));
        assertThat(service.asked).containsExactly("create batch of 3");
        assertNothingGoesOn();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"RESET_AFTER_IT_WAS_TAKEN", "TIMED_OUT_TAKEN", "BROKEN_TAKEN", "GARBAGE_TAKEN"})
    void jobsThatWereTakenAreFound(Fate fate) {
        CompletableFuture<BatchReceipt> creation = create(fate);
        time.advance(Duration.ofSeconds(32));

        assertThat(creation).isCompletedWithValue(new BatchReceipt(Optional.empty(), guids(1, 2, 3), List.of()));
        assertThat(service.asked).containsExactly("create batch of 3", "list 1 20", "list 2 3");
        assertNothingGoesOn();
    }

    @Test
    void jobsThatTheListShowsLateAreWaitedFor() {
        CompletableFuture<BatchReceipt> creation =
                create(new Course(Fate.RESET_AFTER_IT_WAS_TAKEN, Duration.ofSeconds(20)));
        time.advance(Duration.ofSeconds(33));

        assertThat(creation)
                .isCompletedWithValueMatching(receipt -> receipt.guids().equals(guids(1, 2, 3)));
        assertThat(sendings()).isOne();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"RESET_BEFORE_IT_WAS_TAKEN", "TIMED_OUT_UNTAKEN", "BROKEN_UNTAKEN"})
    void aBatchThatWasNotTakenIsNotSentAgain(Fate fate) {
        CompletableFuture<BatchReceipt> creation = create(fate);
        time.advance(Duration.ofSeconds(59));

        BatchOutcomeUnknownException unknown = unknown(creation);
        assertThat(unknown.found()).isEmpty();
        assertThat(unknown.missing()).containsExactlyElementsOf(URLS);
        assertThat(unknown.unclear()).isEmpty();
        assertThat(unknown).hasMessageContaining("0 have a job, 3 have none, and of 0 it can't be told");
        assertThat(sendings()).isOne();
    }

    @Test
    void whatWasRejectedIsMissingWhenTheAnswerIsLost() {
        service.rejects.add(URLS.get(1));
        CompletableFuture<BatchReceipt> creation = create(Fate.RESET_AFTER_IT_WAS_TAKEN);
        time.advance(Duration.ofSeconds(59));

        BatchOutcomeUnknownException unknown = unknown(creation);
        assertThat(unknown.found())
                .isEqualTo(Map.of(URLS.get(0), JobGuid.of("job-1"), URLS.get(2), JobGuid.of("job-2")));
        assertThat(unknown.missing()).containsExactly(URLS.get(1));
        assertThat(unknown.candidates()).isEmpty();
        assertThat(unknown.getCause()).isInstanceOf(ConnectionException.class);
        assertNothingGoesOn();
    }

    @Test
    void jobsUnderOtherUrlsAreToldAsPossible() {
        service.rewriting = url -> url.endsWith("1") ? "https://consent.example/?next=1" : url;
        CompletableFuture<BatchReceipt> creation = create(Fate.RESET_AFTER_IT_WAS_TAKEN);
        time.advance(Duration.ofSeconds(59));

        BatchOutcomeUnknownException unknown = unknown(creation);
        assertThat(unknown.found()).containsOnlyKeys(URLS.get(0), URLS.get(2));
        assertThat(unknown.unclear()).containsExactly(URLS.get(1));
        assertThat(unknown.candidates()).containsExactlyElementsOf(guids(2));
        assertThat(unknown.missing()).isEmpty();
    }

    @Test
    void jobsFromBeforeTheSendingAreNotTaken() {
        service.jobs.add(service.made("theirs", REQUEST.requests().get(0)));
        time.advance(Duration.ofMinutes(10));
        CompletableFuture<BatchReceipt> creation = create(Fate.RESET_BEFORE_IT_WAS_TAKEN);
        time.advance(Duration.ofSeconds(59));

        assertThat(unknown(creation).found()).isEmpty();
    }

    @Test
    void aJobThatACreationOwnsIsNotTheBatchs() {
        CompletableFuture<Job> single = creator.create(REQUEST.requests().get(0), CreationJournal.NONE);
        time.advance(Duration.ofSeconds(1));
        CompletableFuture<BatchReceipt> batch = create(Fate.RESET_BEFORE_IT_WAS_TAKEN);
        time.advance(Duration.ofSeconds(59));

        assertThat(single).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-1")));
        assertThat(unknown(batch).found()).isEmpty();
        assertThat(unknown(batch).missing()).contains(URLS.get(0));
    }

    @Test
    void aCreationInDoubtTakesNoJobOfABatchThatStillWaitsForItsAnswer() {
        service.courses.add(new Course(Fate.RESET_BEFORE_IT_WAS_TAKEN, Duration.ZERO));
        CompletableFuture<Job> single = creator.create(REQUEST.requests().get(1), CreationJournal.NONE);
        CompletableFuture<BatchReceipt> batch = create(Fate.ANSWERED_LATE);
        time.advance(Duration.ofSeconds(59));

        assertThat(batch)
                .isCompletedWithValueMatching(receipt -> receipt.guids().equals(guids(1, 2, 3)));
        assertThat(single).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-4")));
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void beside_aCreationOfOneOfItsUrls_noJobIsGivenToTwo(Fate fate) {
        service.courses.add(new Course(fate, Duration.ofSeconds(1)));
        CompletableFuture<BatchReceipt> batch = creator.createBatch(REQUEST, CreationJournal.NONE);
        CompletableFuture<Job> single = creator.create(REQUEST.requests().get(1), CreationJournal.NONE);
        time.advance(Duration.ofSeconds(61));

        assertThat(single).isCompleted();
        List<JobGuid> ofBatch = batch.handle((receipt, failure) -> failure == null
                        ? receipt.guids()
                        : Failures.unwrap(failure) instanceof BatchOutcomeUnknownException unknown
                                ? List.copyOf(unknown.found().values())
                                : List.<JobGuid>of())
                .join();
        assertThat(ofBatch).doesNotContain(single.join().guid()).doesNotHaveDuplicates();
        assertThat(ofBatch).hasSize(fate.taken ? 3 : 0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"LIMITED", "REFUSED_CONNECTION"})
    void aCertainErrorGoesToTheCallerAtOnce(Fate fate) {
        CompletableFuture<BatchReceipt> creation = create(fate);
        time.advance(Duration.ofMillis(100));

        assertThat(errorOf(creation)).isInstanceOfAny(RateLimitException.class, ConnectionException.class);
        assertThat(service.asked).containsExactly("create batch of 3");
    }

    @Test
    void anAnswerWithMoreJobsThanUrlsIsAnothers() {
        service.onCreateBatch = request -> {
            service.jobs.addAll(request.requests().stream()
                    .map(one -> service.made("own-" + one.url().hashCode(), one))
                    .toList());
            return CompletableFuture.completedFuture(
                    new BatchReceipt(Optional.of(BatchId.of("other")), guids(1, 2, 3, 4), List.of()));
        };
        CompletableFuture<BatchReceipt> creation = creator.createBatch(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(30));

        assertThat(creation)
                .isCompletedWithValueMatching(receipt ->
                        receipt.guids().stream().allMatch(guid -> guid.value().startsWith("own-")));
    }

    @Test
    void anAnswerThatNamesAJobTwiceIsNotTaken() {
        service.onCreateBatch = request -> CompletableFuture.completedFuture(
                new BatchReceipt(Optional.of(BatchId.of("odd")), guids(1, 1), List.of()));
        CompletableFuture<BatchReceipt> creation = creator.createBatch(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(59));

        assertThat(unknown(creation).getCause())
                .isInstanceOf(UnreadableAnswerException.class)
                .hasMessageContaining("it names a job twice");
    }

    @Test
    void theJournalHearsOfEachUrlBeforeTheBatchGoesOut() {
        List<ExportRequest> written = new ArrayList<>();
        creator.createBatch(REQUEST, (request, at) -> {
            assertThat(service.asked).isEmpty();
            assertThat(at).isEqualTo(time.now());
            written.add(request);
        });

        assertThat(written).containsExactlyElementsOf(REQUEST.requests());
        assertThat(sendings()).isOne();
    }

    @Test
    void whereTheJournalFailsNothingIsSent() {
        UncheckedIOException full = new UncheckedIOException(new java.io.IOException("disk full"));
        CompletableFuture<BatchReceipt> creation = creator.createBatch(REQUEST, (request, at) -> {
            throw full;
        });

        assertThat(errorOf(creation)).isSameAs(full);
        assertThat(service.asked).isEmpty();
    }

    @Test
    void aDeadlineTellsWhatWasFoundUntilThen() {
        service.rejects.add(URLS.get(2));
        CompletableFuture<BatchReceipt> creation = create(Fate.TIMED_OUT_TAKEN);
        time.advance(Duration.ofSeconds(32));
        service.onList = (page, limit) -> new CompletableFuture<>();
        time.advance(Duration.ofSeconds(29));

        BatchOutcomeUnknownException unknown = unknown(creation);
        assertThat(unknown.found()).containsOnlyKeys(URLS.get(0), URLS.get(1));
        assertThat(unknown.getCause()).isInstanceOf(DeadlineExceededException.class);
        assertNothingGoesOn();
    }

    @Test
    void cancellingEndsTheExchangeAndTheLookUp() {
        CompletableFuture<BatchReceipt> waiting = creator.createBatch(REQUEST, CreationJournal.NONE);
        waiting.cancel(true);
        assertThat(service.exchanges.get(0)).isCancelled();

        CompletableFuture<BatchReceipt> looking = create(Fate.RESET_AFTER_IT_WAS_TAKEN);
        time.advance(Duration.ofMillis(200));
        looking.cancel(true);
        time.advance(Duration.ofSeconds(59));

        assertThat(service.asked).containsOnly("create batch of 3");
        assertNothingGoesOn();
    }

    /** Such as one that stands on a client which its lender shut down: the creation is not over for that. */
    @Test
    void aTransportThatIsGoneLeavesItUnknown() {
        service.onList = (page, limit) ->
                CompletableFuture.failedFuture(new ClientClosedException(ErrorContext.of(Operation.LIST, null), null));
        CompletableFuture<BatchReceipt> creation = create(Fate.RESET_AFTER_IT_WAS_TAKEN);
        time.advance(Duration.ofMinutes(2));

        assertThat(errorOf(creation)).isInstanceOf(BatchOutcomeUnknownException.class);
        assertThat(sendings()).isOne();
    }

    @Test
    void closingEndsIt() {
        CompletableFuture<BatchReceipt> creation = create(Fate.ANSWERED);
        creator.close();

        assertThat(errorOf(creation))
                .isInstanceOf(ClientClosedException.class)
                .hasMessageContaining("in the list of jobs before creating it again");
        assertThat(errorOf(creator.createBatch(REQUEST, CreationJournal.NONE)))
                .isInstanceOf(ClientClosedException.class)
                .hasMessageContaining("batch")
                .hasMessageNotContaining("in the list of jobs");
        assertThat(sendings()).isOne();
    }

    @Test
    void whatAnAcceptedBatchBecameIsNeverSaidToBeMissing() {
        CompletableFuture<BatchReceipt> creation = create(new Course(Fate.GARBAGE_TAKEN, Timeouts.DEFAULT.call()));
        time.advance(Timeouts.DEFAULT.call());

        BatchOutcomeUnknownException unknown = unknown(creation);
        assertThat(unknown.missing()).isEmpty();
        assertThat(unknown.unclear()).containsExactlyElementsOf(URLS);
    }

    @Test
    void whatAnEarlyLookDidNotShowIsNotMissingWhenTheTimeIsUp() {
        Timeouts shorter = new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(5));
        Creator hurried =
                new Creator(new Calls(service, List.of(), time, shorter, Runnable::run), time, shorter, Runnable::run);
        service.courses.add(new Course(Fate.RESET_AFTER_IT_WAS_TAKEN, Duration.ofSeconds(20)));
        CompletableFuture<BatchReceipt> creation = hurried.createBatch(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(6));

        BatchOutcomeUnknownException unknown = unknown(creation);
        assertThat(unknown.missing()).isEmpty();
        assertThat(unknown.unclear()).containsExactlyElementsOf(URLS);
    }

    /** It waits to be sent again, and what went out was certainly not taken. */
    @Test
    void theDeadlineOfABatchThatWasRefusedAndWaitsIsJustThat() {
        service.courses.add(new Course(Fate.LIMITED, Duration.ZERO));
        Calls waiting = new Calls(service, List.of(new Refusals()), time, Timeouts.DEFAULT, Runnable::run);
        Creator creator = new Creator(waiting, time, Timeouts.DEFAULT, Runnable::run);
        CompletableFuture<BatchReceipt> creation = creator.createBatch(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(61));

        assertThat(service.asked).hasSize(1);
        assertThat(errorOf(creation)).isInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void nothingIsSentOnceTheCallerWasToldThatItsTimeIsUp() {
        CompletableFuture<BatchReceipt> creation =
                creator.createBatch(REQUEST, (request, at) -> time.advance(Timeouts.DEFAULT.call()));
        time.advance(Timeouts.DEFAULT.call());

        assertThat(errorOf(creation)).isInstanceOf(DeadlineExceededException.class);
        assertThat(sendings()).isZero();
    }
}
