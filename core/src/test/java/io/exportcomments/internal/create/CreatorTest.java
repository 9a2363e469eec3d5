package io.exportcomments.internal.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.AuthenticationException;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.CreateOutcomeUnknownException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.internal.VirtualTime;
import io.exportcomments.internal.call.Calls;
import io.exportcomments.internal.create.ModelService.Course;
import io.exportcomments.internal.create.ModelService.Fate;
import io.exportcomments.job.CreationJournal;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.JobStatus;
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
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
class CreatorTest {
    private static final ExportRequest REQUEST =
            ExportRequest.of("https://www.youtube.com/watch?v=dQw4w9WgXcQ").limit(500);

    private final VirtualTime time = new VirtualTime();
    private final ModelService service = new ModelService(time);
    private Calls calls = new Calls(service, List.of(), time, Timeouts.DEFAULT, Runnable::run);
    private Creator creator = new Creator(calls, time, Timeouts.DEFAULT, Runnable::run);

    private void creationsGo(Fate... fates) {
        for (Fate fate : fates) {
            service.courses.add(new Course(fate, Duration.ZERO));
        }
    }

    private Job foreign(String guid, Duration age) {
        Job job = Job.builder(JobGuid.of(guid), JobStatus.PROGRESS)
                .url(REQUEST.url())
                .options(REQUEST.options())
                .createdAt(time.now().minus(age))
                .build();
        service.jobs.add(0, job);
        return job;
    }

    private static Throwable errorOf(CompletableFuture<Job> creation) {
        assertThat(creation).isCompletedExceptionally();
        return creation.handle((job, failure) -> Failures.unwrap(failure)).join();
    }

    private static CreateOutcomeUnknownException unknown(CompletableFuture<Job> creation) {
        return (CreateOutcomeUnknownException) assertThat(errorOf(creation))
                .isInstanceOf(CreateOutcomeUnknownException.class)
                .actual();
    }

    @Test
    void anAnswerIsTheJob() {
        CompletableFuture<Job> creation = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(1));
        assertThat(creation).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-1")));
        assertThat(service.asked).containsExactly("create");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"RESET_AFTER_IT_WAS_TAKEN", "TIMED_OUT_TAKEN", "BROKEN_TAKEN", "GARBAGE_TAKEN"})
    void aJobThatWasTakenIsAdopted(Fate fate) {
        creationsGo(fate);
        CompletableFuture<Job> creation = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(32));
        assertThat(creation).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-1")));
        assertThat(service.asked).containsExactly("create", "list 1 20", "list 2 1");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"RESET_BEFORE_IT_WAS_TAKEN", "TIMED_OUT_UNTAKEN", "BROKEN_UNTAKEN"})
    void aJobThatWasNotTakenIsSentAgainAfterTheLastLook(Fate fate) {
        creationsGo(fate, Fate.ANSWERED);
        CompletableFuture<Job> creation = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(59));
        assertThat(creation).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-1")));
        assertThat(service.asked).startsWith("create").endsWith("create").hasSizeBetween(8, 9);
        assertThat(service.asked.subList(1, service.asked.size() - 1)).containsOnly("list 1 20");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"LIMITED", "REFUSED_CONNECTION"})
    void aCertainErrorGoesToTheCallerAtOnce(Fate fate) {
        creationsGo(fate);
        CompletableFuture<Job> creation = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofMillis(100));
        assertThat(errorOf(creation)).isInstanceOfAny(RateLimitException.class, ConnectionException.class);
        assertThat(service.asked).containsExactly("create");
    }

    @Test
    void aJobThatTheListShowsLateIsWaitedFor() {
        service.courses.add(new Course(Fate.TIMED_OUT_TAKEN, Duration.ofSeconds(44)));
        CompletableFuture<Job> creation = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(53));
        assertThat(creation).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-1")));
        assertThat(service.taken).isOne();
    }

    @Test
    void aForeignJobOfHalfAMinuteAgoIsNeitherAdoptedNorDoubled() {
        Job before = foreign("theirs", Duration.ofSeconds(30));
        creationsGo(Fate.RESET_BEFORE_IT_WAS_TAKEN);
        CompletableFuture<Job> creation = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(33));
        assertThat(unknown(creation).candidates()).containsExactly(before.guid());
        assertThat(unknown(creation)).hasMessageContaining("theirs").hasCauseInstanceOf(ConnectionException.class);
        assertThat(service.asked).containsOnlyOnce("create");
    }

    @Test
    void aCertainJobIsAdoptedBesideAnOlderOne() {
        foreign("theirs", Duration.ofSeconds(30));
        creationsGo(Fate.RESET_AFTER_IT_WAS_TAKEN);
        CompletableFuture<Job> creation = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(1));
        assertThat(creation).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-1")));
    }

    @Test
    void twoCertainJobsForOneCreationCannotBeTold() {
        creationsGo(Fate.RESET_AFTER_IT_WAS_TAKEN);
        CompletableFuture<Job> creation = creator.create(REQUEST, CreationJournal.NONE);
        foreign("theirs", Duration.ZERO);
        time.advance(Duration.ofSeconds(33));
        assertThat(unknown(creation).candidates()).containsExactly(JobGuid.of("theirs"), JobGuid.of("job-1"));
        assertThat(service.asked).containsOnlyOnce("create");
    }

    @Test
    void twoCreationsAdoptOneJobEach() {
        creationsGo(Fate.RESET_AFTER_IT_WAS_TAKEN, Fate.RESET_AFTER_IT_WAS_TAKEN);
        CompletableFuture<Job> first = creator.create(REQUEST, CreationJournal.NONE);
        CompletableFuture<Job> second = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(1));
        assertThat(List.of(first.join().guid(), second.join().guid()))
                .containsExactlyInAnyOrder(JobGuid.of("job-1"), JobGuid.of("job-2"));
        assertThat(service.taken).isEqualTo(2);
    }

    @Test
    void anAnswerWhoseJobWasAdoptedMeanwhileLeadsToTheOtherOne() {
        service.courses.add(new Course(Fate.RESET_AFTER_IT_WAS_TAKEN, Duration.ofSeconds(3)));
        creationsGo(Fate.ANSWERED_LATE);
        CompletableFuture<Job> lost = creator.create(REQUEST, CreationJournal.NONE);
        CompletableFuture<Job> late = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(1));
        assertThat(lost).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-2")));
        time.advance(Duration.ofSeconds(12));
        assertThat(late).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-1")));
        assertThat(service.taken).isEqualTo(2);
    }

    @Test
    void whoseJobWasAdoptedByALaterOneFindsThatOnes() {
        service.courses.add(new Course(Fate.RESET_AFTER_IT_WAS_TAKEN, Duration.ofMillis(3_101)));
        service.courses.add(new Course(Fate.RESET_AFTER_IT_WAS_TAKEN, Duration.ofMillis(2_600)));
        CompletableFuture<Job> first = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofMillis(4_600));
        CompletableFuture<Job> second = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(1));
        assertThat(second).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-1")));
        time.advance(Duration.ofSeconds(7));
        assertThat(first).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-2")));
        assertThat(service.taken).isEqualTo(2);
    }

    @Test
    void jobsOfEarlierCreationsAreNoCandidates() {
        CompletableFuture<Job> first = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(1));
        creationsGo(Fate.RESET_BEFORE_IT_WAS_TAKEN, Fate.ANSWERED);
        CompletableFuture<Job> second = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(33));
        assertThat(first.join().guid()).isEqualTo(JobGuid.of("job-1"));
        assertThat(second.join().guid()).isEqualTo(JobGuid.of("job-2"));
    }

    @Test
    void aJobThatWasThereBeforeIsNoCandidateWhateverItsTimeSays() {
        Job before = foreign("theirs", Duration.ofSeconds(30));
        creationsGo(Fate.RESET_BEFORE_IT_WAS_TAKEN, Fate.RESET_BEFORE_IT_WAS_TAKEN, Fate.ANSWERED);
        CompletableFuture<Job> first = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(33));
        assertThat(unknown(first).candidates()).containsExactly(before.guid());
        CompletableFuture<Job> second = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(33));
        assertThat(second).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-1")));
    }

    @Test
    void jobsWithoutOptionsCannotBeTold() {
        creationsGo(Fate.RESET_BEFORE_IT_WAS_TAKEN);
        service.jobs.add(Job.builder(JobGuid.of("bare"), JobStatus.QUEUEING)
                .url(REQUEST.url())
                .build());
        CompletableFuture<Job> creation = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(33));
        assertThat(unknown(creation).candidates()).containsExactly(JobGuid.of("bare"));
    }

    @Test
    void theSearchGoesBackOverPagesToTheTimeOfSending() {
        creationsGo(Fate.RESET_AFTER_IT_WAS_TAKEN);
        CompletableFuture<Job> creation = creator.create(REQUEST, CreationJournal.NONE);
        for (int i = 0; i < 30; i++) {
            service.jobs.add(
                    0,
                    Job.builder(JobGuid.of("other-" + i), JobStatus.QUEUEING)
                            .url("https://example.com/" + i)
                            .options(ExportOptions.NONE)
                            .createdAt(time.now())
                            .build());
        }
        time.advance(Duration.ofSeconds(1));
        assertThat(creation).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-1")));
        assertThat(service.asked).containsExactly("create", "list 1 20", "list 1 100", "list 2 31");
    }

    /** One page of it would seem to reach far back, and the job would count as missing. */
    @Test
    void aListThatHasTheOldestFirstIsReadToItsEnd() {
        for (int i = 0; i < 150; i++) {
            service.jobs.add(
                    0,
                    Job.builder(JobGuid.of("old-" + i), JobStatus.DONE)
                            .url("https://example.com/" + i)
                            .options(ExportOptions.NONE)
                            .createdAt(time.now().minus(Duration.ofHours(200 - i)))
                            .build());
        }
        service.oldestFirst = true;
        creationsGo(Fate.RESET_AFTER_IT_WAS_TAKEN);
        CompletableFuture<Job> creation = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(59));
        assertThat(creation).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-1")));
        assertThat(service.asked).containsOnlyOnce("create");
    }

    @Test
    void looksThatFailTellNothing() {
        creationsGo(Fate.RESET_AFTER_IT_WAS_TAKEN);
        service.listFailures.addAll(List.of(true, true));
        CompletableFuture<Job> creation = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(4));
        assertThat(creation).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-1")));
    }

    private static UnreadableAnswerException unreadable() {
        return new UnreadableAnswerException(
                ErrorContext.of(Operation.LIST, null).answered(200, null, null), "[{}]", null);
    }

    /** Such as one with a job that has no status yet: it may be the one that is looked for. */
    @Test
    void aLookAtAListThatCantBeReadTellsNothing() {
        creationsGo(Fate.RESET_AFTER_IT_WAS_TAKEN);
        BiFunction<Integer, Integer, CompletableFuture<JobPage>> readable = service.onList;
        service.onList = (page, limit) -> CompletableFuture.failedFuture(unreadable());
        time.schedule(Duration.ofSeconds(3), () -> service.onList = readable);
        CompletableFuture<Job> creation = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(32));
        assertThat(creation).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-1")));
        assertThat(service.asked).containsOnlyOnce("create");
    }

    @Test
    void aListThatCanNeverBeReadLeavesItUnknown() {
        creationsGo(Fate.RESET_BEFORE_IT_WAS_TAKEN);
        service.onList = (page, limit) -> CompletableFuture.failedFuture(unreadable());
        CompletableFuture<Job> creation = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofMinutes(2));
        assertThat(unknown(creation).getCause().getSuppressed())
                .singleElement()
                .isInstanceOf(UnreadableAnswerException.class);
        assertThat(service.asked).containsOnlyOnce("create");
    }

    /** Such as one that stands on a client which its lender shut down: the creation is not over for that. */
    @Test
    void aTransportThatIsGoneLeavesItUnknown() {
        creationsGo(Fate.RESET_AFTER_IT_WAS_TAKEN);
        service.onList = (page, limit) ->
                CompletableFuture.failedFuture(new ClientClosedException(ErrorContext.of(Operation.LIST, null), null));
        CompletableFuture<Job> creation = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofMinutes(2));
        assertThat(unknown(creation).getCause()).isInstanceOf(ConnectionException.class);
        assertThat(service.asked).containsOnlyOnce("create");
    }

    @Test
    void withoutALastLookNothingIsSentAgain() {
        creationsGo(Fate.RESET_BEFORE_IT_WAS_TAKEN);
        service.listFailures.addAll(List.of(false, false, false, false, false, false, true));
        CompletableFuture<Job> creation = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(33));
        assertThat(unknown(creation).candidates()).isEmpty();
        assertThat(unknown(creation).getCause())
                .isInstanceOf(ConnectionException.class)
                .satisfies(cause -> assertThat(cause.getSuppressed()).hasSize(1));
        assertThat(service.asked).containsOnlyOnce("create");
    }

    @Test
    void aLookThatIsRefusedForGoodEndsTheSearch() {
        creationsGo(Fate.RESET_AFTER_IT_WAS_TAKEN);
        service.onList = (page, limit) -> CompletableFuture.failedFuture(new AuthenticationException(
                ErrorContext.of(Operation.LIST, null).answered(401, null, null), null));
        CompletableFuture<Job> creation = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(1));
        assertThat(unknown(creation)).hasCauseInstanceOf(ConnectionException.class);
    }

    @Test
    void unknownTwiceFailsAfterLookingAgain() {
        creationsGo(Fate.RESET_BEFORE_IT_WAS_TAKEN, Fate.RESET_BEFORE_IT_WAS_TAKEN);
        CompletableFuture<Job> creation = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(59));
        assertThat(unknown(creation).context().attempts()).isEqualTo(2);
        assertThat(service.asked.stream().filter("create"::equals)).hasSize(2);
        assertThat(service.asked).hasSize(16);
    }

    @Test
    void aRefusedSecondSendingIsToldAfterOneMoreLook() {
        creationsGo(Fate.RESET_BEFORE_IT_WAS_TAKEN, Fate.LIMITED);
        CompletableFuture<Job> creation = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(33));
        assertThat(errorOf(creation))
                .isInstanceOfSatisfying(
                        RateLimitException.class,
                        e -> assertThat(e.context().attempts()).isEqualTo(2));
        assertThat(service.asked.get(service.asked.size() - 1)).isEqualTo("list 1 20");
    }

    @Test
    void aFirstSendingThatShowsUpAfterARefusedSecondIsAdopted() {
        service.courses.add(new Course(Fate.RESET_AFTER_IT_WAS_TAKEN, Duration.ofMillis(7_150)));
        creationsGo(Fate.LIMITED);
        CompletableFuture<Job> creation = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(33));
        assertThat(creation).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-1")));
    }

    @Test
    void theDeadlineOfASentCreationLeavesItsOutcomeUnknown() {
        service.onCreate = request -> new CompletableFuture<>();
        CompletableFuture<Job> creation = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(60));
        assertThat(unknown(creation)).hasCauseInstanceOf(DeadlineExceededException.class);
        assertThat(service.exchanges.get(0)).isCancelled();
    }

    /** It waits to be sent again, such as for a place of the plan, and what went out was certainly not taken. */
    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"LIMITED", "REFUSED_CONNECTION"})
    void theDeadlineOfACreationThatWasRefusedAndWaitsIsJustThat(Fate fate) {
        creationsGo(fate);
        Creator creator = new Creator(waitingOnceRefused(), time, Timeouts.DEFAULT, Runnable::run);
        CompletableFuture<Job> creation = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(61));

        assertThat(service.asked).containsExactly("create");
        assertThat(errorOf(creation)).isInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void closingEndsACreationThatWasRefusedAndWaitsAsNotSent() {
        creationsGo(Fate.LIMITED);
        Creator creator = new Creator(waitingOnceRefused(), time, Timeouts.DEFAULT, Runnable::run);
        CompletableFuture<Job> creation = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(5));
        creator.close();

        assertThat(errorOf(creation))
                .isInstanceOfSatisfying(
                        ClientClosedException.class,
                        closed -> assertThat(closed.provesNothingTaken()).isTrue());
    }

    private Calls waitingOnceRefused() {
        return new Calls(service, List.of(new Refusals()), time, Timeouts.DEFAULT, Runnable::run);
    }

    @Test
    void theDeadlineOfACreationThatNeverWentOutIsJustThat() {
        TransportInterceptor waiting = new TransportInterceptor() {
            @Override
            public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
                return new CompletableFuture<>();
            }
        };
        calls = new Calls(service, List.of(waiting), time, Timeouts.DEFAULT, Runnable::run);
        creator = new Creator(calls, time, Timeouts.DEFAULT, Runnable::run);
        CompletableFuture<Job> creation = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(60));
        assertThat(errorOf(creation)).isInstanceOf(DeadlineExceededException.class);
        assertThat(service.asked).isEmpty();
    }

    @Test
    void cancellingAbortsTheSendingAndTheSearch() {
        creationsGo(Fate.RESET_AFTER_IT_WAS_TAKEN);
        CompletableFuture<Job> searching = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofMillis(200));
        service.onCreate = request -> new CompletableFuture<>();
        CompletableFuture<Job> sending = creator.create(REQUEST, CreationJournal.NONE);
        searching.cancel(true);
        sending.cancel(true);
        assertThat(service.exchanges.get(1)).isCancelled();
        time.advance(Duration.ofMinutes(2));
        assertThat(service.asked).containsExactly("create", "create");
        assertThat(time.waiting()).isZero();
    }

    @Test
    void closingEndsCreationsAndRefusesNewOnes() {
        creationsGo(Fate.RESET_AFTER_IT_WAS_TAKEN);
        CompletableFuture<Job> creation = creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofMillis(200));
        creator.close();
        assertThat(errorOf(creation))
                .isInstanceOf(ClientClosedException.class)
                .hasMessageContaining("in the list of jobs before creating it again");
        assertThat(errorOf(creator.create(REQUEST, CreationJournal.NONE)))
                .isInstanceOf(ClientClosedException.class)
                .hasMessageNotContaining("in the list of jobs")
                .extracting(error -> ((ClientClosedException) error).provesNothingTaken())
                .isEqualTo(true);
        time.advance(Duration.ofMinutes(2));
        assertThat(service.asked).containsExactly("create");
    }

    @Test
    void nothingIsSentOnceTheCallerWasToldThatItsTimeIsUp() {
        CompletableFuture<Job> creation =
                creator.create(REQUEST, (request, at) -> time.advance(Timeouts.DEFAULT.call()));

        assertThat(creation.handle((job, failure) -> Failures.unwrap(failure)))
                .isCompletedWithValueMatching(DeadlineExceededException.class::isInstance);
        assertThat(service.asked).isEmpty();
    }

    /** As when the program failed to write the answer down, and takes the creation up in the same run. */
    @Test
    void aCreationThatIsTakenUpIsNotSentAgainWhereItsJobWasAnsweredBefore() {
        Instant sentAt = time.now();
        creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(2));
        CompletableFuture<Job> resumed = creator.resume(REQUEST, sentAt, Set.of(), Map.of(), CreationJournal.NONE);
        time.advance(Duration.ofSeconds(60));
        assertThat(unknown(resumed).candidates()).containsExactly(JobGuid.of("job-1"));
        assertThat(service.jobs).hasSize(1);
    }

    @Test
    void aCreationThatIsTakenUpIsSentAgainWhereThatJobIsKnownToBeAnothers() {
        Instant sentAt = time.now();
        creator.create(REQUEST, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(2));
        CompletableFuture<Job> resumed =
                creator.resume(REQUEST, sentAt, Set.of(JobGuid.of("job-1")), Map.of(), CreationJournal.NONE);
        time.advance(Duration.ofSeconds(60));
        assertThat(resumed).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-2")));
    }
}
