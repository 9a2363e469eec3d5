package io.exportcomments.internal.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.CreateOutcomeUnknownException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.internal.VirtualTime;
import io.exportcomments.internal.call.Calls;
import io.exportcomments.internal.create.ModelService.Course;
import io.exportcomments.internal.create.ModelService.Fate;
import io.exportcomments.job.CreationJournal;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.Timeouts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A service may show a job under another URL, with other options, late, or by a clock of its own: nothing is sent twice
 * for that.
 */
@Timeout(20)
class RewrittenCreationTest {
    private static final ExportRequest REQUEST =
            ExportRequest.of("https://youtu.be/dQw4w9WgXcQ").limit(500);

    private final VirtualTime time = new VirtualTime();
    private final ModelService service = new ModelService(time);
    private final Creator creator = newCreator();

    private Creator newCreator() {
        Calls calls = new Calls(service, List.of(), time, Timeouts.DEFAULT, Runnable::run);
        return new Creator(calls, time, Timeouts.DEFAULT, Runnable::run);
    }

    private CompletableFuture<Job> create(ExportRequest request) {
        return creator.create(request, CreationJournal.NONE);
    }

    private JobGuid fellow(int number) {
        CompletableFuture<Job> creation = create(ExportRequest.of("https://example.com/" + number));
        time.advance(Duration.ofMillis(100));
        return creation.join().guid();
    }

    private CompletableFuture<Job> lost(Duration shownAfter) {
        service.courses.add(new Course(Fate.RESET_AFTER_IT_WAS_TAKEN, shownAfter));
        return create(REQUEST);
    }

    private void notTaken() {
        service.courses.add(new Course(Fate.RESET_BEFORE_IT_WAS_TAKEN, Duration.ZERO));
    }

    private void foreign(String guid, ExportRequest request, Duration age) {
        Job job = service.made(guid, request);
        service.jobs.add(
                0,
                job.toBuilder()
                        .createdAt(time.now().plus(service.ahead).minus(age))
                        .build());
    }

    private static List<JobGuid> candidates(CompletableFuture<Job> creation) {
        assertThat(creation).isCompletedExceptionally();
        Throwable failure =
                creation.handle((job, error) -> Failures.unwrap(error)).join();
        assertThat(failure).isInstanceOf(CreateOutcomeUnknownException.class);
        return ((CreateOutcomeUnknownException) failure).candidates();
    }

    private long sendings() {
        return service.asked.stream().filter("create"::equals).count();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
                "http://youtu.be/dQw4w9WgXcQ/",
                "https://www.youtube.com/shorts/dQw4w9WgXcQ?feature=share"
            })
    void aJobUnderAnotherSpellingIsAdopted(String shown) {
        service.rewriting = url -> shown;
        CompletableFuture<Job> creation = lost(Duration.ZERO);
        time.advance(Duration.ofSeconds(1));
        assertThat(creation).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-1")));
        assertThat(sendings()).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.youtube.com/watch?v=another",
                "https://www.youtube.com/",
                "https://consent.example/?continue=x",
                "no URL at all",
                ""
            })
    void aJobUnderAUrlThatHasNothingInCommonLeavesTheOutcomeUnknown(String shown) {
        service.rewriting = url -> shown;
        CompletableFuture<Job> creation = lost(Duration.ZERO);
        time.advance(Duration.ofSeconds(59));
        assertThat(candidates(creation)).containsExactly(JobGuid.of("job-1"));
        assertThat(sendings()).isOne();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3, 10, 17, 25, 30})
    void aRewrittenJobThatTheListShowsLateIsWaitedFor(long seconds) {
        service.rewriting = url -> "https://rewritten.example/";
        CompletableFuture<Job> creation = lost(Duration.ofSeconds(seconds));
        time.advance(Duration.ofSeconds(59));
        assertThat(candidates(creation)).containsExactly(JobGuid.of("job-1"));
        assertThat(sendings()).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 520, 524})
    void anAnswerOfAGatewayThatComesAtOnceChangesNothingOfThat(int status) {
        service.rewriting = url -> "https://rewritten.example/";
        service.refusedBetween = status;
        CompletableFuture<Job> creation = lost(Duration.ofSeconds(30));
        time.advance(Duration.ofSeconds(59));
        assertThat(candidates(creation)).containsExactly(JobGuid.of("job-1"));
        assertThat(sendings()).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "2026-03-01T00:00:00Z", "2031-05-05T05:05:05Z"})
    void aTimeThatCannotBeTrueChangesNothing(String shown) {
        service.rewriting = url -> "https://rewritten.example/";
        service.showing = created -> Instant.parse(shown);
        CompletableFuture<Job> creation = lost(Duration.ZERO);
        time.advance(Duration.ofSeconds(59));
        assertThat(candidates(creation)).containsExactly(JobGuid.of("job-1"));
        assertThat(sendings()).isOne();
    }

    @Test
    void aTimeThatIsCutToTheDayTellsNothingOfTheClock() {
        time.advance(Duration.ofHours(5));
        service.showing = created -> created.truncatedTo(ChronoUnit.DAYS);
        create(ExportRequest.of("https://example.com/first"));
        time.advance(Duration.ofMinutes(3));
        service.rewriting = url -> "https://rewritten.example/";
        for (int i = 0; i < 30; i++) {
            create(ExportRequest.of("https://example.com/" + i).limit(9_000));
        }
        time.advance(Duration.ofHours(2));
        CompletableFuture<Job> creation = lost(Duration.ZERO);
        time.advance(Duration.ofSeconds(59));
        assertThat(candidates(creation)).containsExactly(JobGuid.of("job-32"));
        assertThat(sendings()).isEqualTo(32);
    }

    @ParameterizedTest
    @ValueSource(longs = {-14, -7, -4, -1, 1, 4, 45, 600})
    void aClockThatIsWrongByMinutesChangesNothing(long minutes) {
        service.rewriting = url -> "https://rewritten.example/";
        service.ahead = Duration.ofMinutes(minutes);
        CompletableFuture<Job> creation = lost(Duration.ZERO);
        time.advance(Duration.ofSeconds(59));
        assertThat(candidates(creation)).containsExactly(JobGuid.of("job-1"));
        assertThat(sendings()).isOne();
    }

    @ParameterizedTest
    @ValueSource(longs = {-14, -8, -5, -3, 2, 9})
    void aClockOfAnotherTimeZoneChangesNothing(long hours) {
        service.rewriting = url -> "https://rewritten.example/";
        service.ahead = Duration.ofHours(hours);
        foreign("older", ExportRequest.of("https://example.com/older"), Duration.ofHours(1));
        CompletableFuture<Job> creation = lost(Duration.ZERO);
        time.advance(Duration.ofSeconds(59));
        assertThat(candidates(creation)).contains(JobGuid.of("job-1"));
        assertThat(sendings()).isOne();
    }

    @Test
    void aClockThatIsWrongByAnythingShowsWhenTheJobAppearsLate() {
        service.rewriting = url -> "https://rewritten.example/";
        service.ahead = Duration.ofMinutes(-77);
        CompletableFuture<Job> creation = lost(Duration.ofSeconds(5));
        time.advance(Duration.ofSeconds(59));
        assertThat(candidates(creation)).containsExactly(JobGuid.of("job-1"));
        assertThat(sendings()).isOne();
    }

    @Test
    void aClockThatWasSeenToBeWrongIsReckonedWith() {
        service.ahead = Duration.ofMinutes(-77);
        create(ExportRequest.of("https://example.com/first"));
        time.advance(Duration.ofMinutes(3));
        service.rewriting = url -> "https://rewritten.example/";
        CompletableFuture<Job> creation = lost(Duration.ZERO);
        time.advance(Duration.ofSeconds(59));
        assertThat(candidates(creation)).containsExactly(JobGuid.of("job-2"));
        assertThat(sendings()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {-77, -3, 3, 77})
    void aJobUnderItsOwnUrlIsAdoptedByAClockThatWasSeenToBeWrong(long minutes) {
        service.ahead = Duration.ofMinutes(minutes);
        create(ExportRequest.of("https://example.com/first"));
        time.advance(Duration.ofMinutes(3));
        CompletableFuture<Job> creation = lost(Duration.ZERO);
        time.advance(Duration.ofSeconds(1));
        assertThat(creation).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-2")));
        assertThat(sendings()).isEqualTo(2);
    }

    @Test
    void jobsThatDoNotShowTheirTimesLeaveTheOutcomeUnknown() {
        service.rewriting = url -> "https://rewritten.example/";
        service.showsTimes = false;
        CompletableFuture<Job> creation = lost(Duration.ZERO);
        time.advance(Duration.ofSeconds(59));
        assertThat(candidates(creation)).containsExactly(JobGuid.of("job-1"));
        assertThat(sendings()).isOne();
    }

    @Test
    void optionsThatTheServiceAddedOrAdaptedChangeNothing() {
        service.rewriting = url -> "https://rewritten.example/";
        service.adapting = options -> ExportOptions.builder()
                .limit(100)
                .replies(true)
                .set("pool", "default")
                .build();
        CompletableFuture<Job> creation = lost(Duration.ZERO);
        time.advance(Duration.ofSeconds(59));
        assertThat(candidates(creation)).containsExactly(JobGuid.of("job-1"));
        assertThat(sendings()).isOne();
    }

    @Test
    void aJobThatIsHiddenBehindManyNewerOnesIsFound() {
        service.cap = 10;
        service.rewriting = url -> "https://rewritten.example/";
        CompletableFuture<Job> creation = lost(Duration.ZERO);
        ExportRequest other = ExportRequest.of("https://example.com/x").limit(9_000);
        for (int i = 0; i < 75; i++) {
            foreign("other-" + i, other, Duration.ZERO);
        }
        time.advance(Duration.ofSeconds(59));
        assertThat(candidates(creation)).containsExactly(JobGuid.of("job-1"));
        assertThat(sendings()).isOne();
    }

    @Test
    void moreJobsThanCanBeReadLeaveTheOutcomeUnknown() {
        service.cap = 10;
        ExportRequest other = ExportRequest.of("https://example.com/x").limit(9_000);
        for (int i = 0; i < 600; i++) {
            foreign("other-" + i, other, Duration.ofSeconds(30));
        }
        notTaken();
        CompletableFuture<Job> creation = create(REQUEST);
        time.advance(Duration.ofSeconds(59));
        assertThat(candidates(creation)).isEmpty();
        assertThat(sendings()).isOne();
    }

    @Test
    void jobsOfOthersFromBeforeDoNotKeepItFromBeingSentAgain() {
        foreign("older", REQUEST, Duration.ofHours(16));
        foreign("else", ExportRequest.of("https://example.com/else").limit(9_000), Duration.ofMinutes(1));
        foreign("plain", ExportRequest.of("https://example.com/plain"), Duration.ofMinutes(16));
        notTaken();
        CompletableFuture<Job> creation = create(REQUEST);
        time.advance(Duration.ofSeconds(59));
        assertThat(creation).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-1")));
        assertThat(sendings()).isEqualTo(2);
    }

    @Test
    void jobsThatTheClientSawBeforeDoNotKeepItFromBeingSentAgain() {
        foreign("theirs", REQUEST, Duration.ofSeconds(3));
        creator.seen(service.jobs);
        time.advance(Duration.ofMillis(1));
        notTaken();
        CompletableFuture<Job> creation = create(REQUEST);
        time.advance(Duration.ofSeconds(59));
        assertThat(creation).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-1")));
    }

    @Test
    void twoAlikeThatAreBothLostAndRewrittenAreNotSentAgain() {
        service.rewriting = url -> "https://rewritten.example/";
        CompletableFuture<Job> one = lost(Duration.ofSeconds(1));
        CompletableFuture<Job> other = lost(Duration.ofSeconds(6));
        time.advance(Duration.ofSeconds(59));
        assertThat(candidates(one)).containsExactlyInAnyOrder(JobGuid.of("job-1"), JobGuid.of("job-2"));
        assertThat(candidates(other)).containsExactlyInAnyOrder(JobGuid.of("job-1"), JobGuid.of("job-2"));
        assertThat(sendings()).isEqualTo(2);
    }

    @Test
    void aJobThatFitsAnotherCreationBetterIsNotAdopted() {
        service.courses.add(new Course(Fate.ANSWERED_LATE, Duration.ZERO));
        ExportRequest close =
                ExportRequest.of("https://www.youtube.com/shorts/dQw4w9WgXcQ").limit(500);
        CompletableFuture<Job> slow = create(close);
        notTaken();
        CompletableFuture<Job> lost = create(REQUEST);
        time.advance(Duration.ofSeconds(59));
        assertThat(slow).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-1")));
        assertThat(lost).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-2")));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 303})
    void anAnswerThatProvesItWasAcceptedIsNeverSentAgain(int status) {
        service.onCreate = request -> CompletableFuture.failedFuture(
                CreationEvidenceTest.failure(status, status == 303 ? "refused" : "unreadable", null));
        CompletableFuture<Job> creation = create(REQUEST);
        time.advance(Duration.ofSeconds(59));
        assertThat(candidates(creation)).isEmpty();
        assertThat(sendings()).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 406, 421, 423, 451})
    void aJobWhoseAnswerSomethingBetweenTurnedIntoARefusalIsAdopted(int status) {
        service.courses.add(new Course(Fate.GARBAGE_TAKEN, Duration.ZERO));
        service.refusedBetween = status;
        CompletableFuture<Job> creation = create(REQUEST);
        time.advance(Duration.ofSeconds(4));
        assertThat(creation).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-1")));
        assertThat(sendings()).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 407, 413})
    void aRefusalOfSomethingBetweenIsToldSoonWhereNoJobIsThere(int status) {
        service.courses.add(new Course(Fate.RESET_BEFORE_IT_WAS_TAKEN, Duration.ZERO));
        service.refusedBetween = status;
        CompletableFuture<Job> creation = create(REQUEST);
        time.advance(Duration.ofSeconds(4));
        assertThat(creation).isCompletedExceptionally();
        assertThat(creation.handle((job, error) -> Failures.unwrap(error)).join())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("HTTP " + status);
        assertThat(sendings()).isOne();
    }

    @Test
    void aResumedCreationIsFoundUnderItsNewUrl() {
        service.rewriting = url -> "https://www.youtube.com/watch?v=dQw4w9WgXcQ";
        lost(Duration.ZERO).cancel(true);
        Instant sentAt = time.now();
        time.advance(Duration.ofHours(5));
        CompletableFuture<Job> resumed = newCreator().resume(REQUEST, sentAt, Set.of(), Map.of(), CreationJournal.NONE);
        time.advance(Duration.ofSeconds(1));
        assertThat(resumed).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-1")));
        assertThat(sendings()).isOne();
    }

    @ParameterizedTest
    @ValueSource(longs = {-4_000, -77, -10, 0, 10, 77, 4_000})
    void aResumedCreationIsFoundByTheClockThatItsFellowsShow(long minutes) {
        service.ahead = Duration.ofMinutes(minutes);
        Map<JobGuid, Instant> fellows = new HashMap<>();
        for (int i = 0; i < 3; i++) {
            fellows.put(fellow(i), time.now());
        }
        lost(Duration.ZERO).cancel(true);
        Instant sentAt = time.now();
        time.advance(Duration.ofHours(5));
        CompletableFuture<Job> resumed =
                newCreator().resume(REQUEST, sentAt, fellows.keySet(), fellows, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(59));
        assertThat(resumed).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-4")));
        assertThat(sendings()).isEqualTo(4);
    }

    @Test
    void itIsFoundThoughThisMachinesClockWasSetBackSince() {
        Map<JobGuid, Instant> fellows = new HashMap<>();
        fellows.put(fellow(1), time.now().plus(Duration.ofHours(20)));
        lost(Duration.ZERO).cancel(true);
        Instant sentAt = time.now().plus(Duration.ofHours(20));
        time.advance(Duration.ofMinutes(30));
        CompletableFuture<Job> resumed =
                newCreator().resume(REQUEST, sentAt, fellows.keySet(), fellows, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(59));
        assertThat(resumed).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-2")));
        assertThat(sendings()).isEqualTo(2);
    }

    @Test
    void aFellowThatWasNotedWrongKeepsNothingFromBeingPossible() {
        service.rewriting = url -> "https://rewritten.example/";
        JobGuid fellow = fellow(1);
        lost(Duration.ZERO).cancel(true);
        Instant sentAt = time.now();
        time.advance(Duration.ofHours(5));
        Map<JobGuid, Instant> fellows = Map.of(fellow, sentAt.minus(Duration.ofDays(9)));
        CompletableFuture<Job> resumed =
                newCreator().resume(REQUEST, sentAt, fellows.keySet(), fellows, CreationJournal.NONE);
        time.advance(Duration.ofSeconds(59));
        assertThat(candidates(resumed)).containsExactly(JobGuid.of("job-2"));
        assertThat(sendings()).isEqualTo(2);
    }

    @Test
    void aResumedCreationUnderAnyOtherUrlIsNotSentAgain() {
        service.rewriting = url -> "https://rewritten.example/";
        lost(Duration.ZERO).cancel(true);
        Instant sentAt = time.now();
        time.advance(Duration.ofHours(5));
        foreign("later", REQUEST, Duration.ofHours(1));
        CompletableFuture<Job> resumed = newCreator().resume(REQUEST, sentAt, Set.of(), Map.of(), CreationJournal.NONE);
        time.advance(Duration.ofSeconds(59));
        assertThat(candidates(resumed)).containsExactly(JobGuid.of("job-1"));
        assertThat(sendings()).isOne();
    }

    @Test
    void aResumedCreationIsSentAgainIfNothingButJobsOfOthersIsThere() {
        service.rewriting = url -> "https://rewritten.example/";
        Instant sentAt = time.now();
        foreign("owned", REQUEST, Duration.ZERO);
        time.advance(Duration.ofHours(5));
        List<Instant> noted = new ArrayList<>();
        CompletableFuture<Job> resumed = newCreator()
                .resume(REQUEST, sentAt, Set.of(JobGuid.of("owned")), Map.of(), (request, at) -> noted.add(at));
        time.advance(Duration.ofSeconds(5));
        assertThat(resumed).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-1")));
        assertThat(noted).singleElement().satisfies(at -> assertThat(at).isAfter(sentAt.plusSeconds(17_000)));
    }

    @Test
    void aCreationThatWasJustInterruptedIsLookedForUntilTheListHasSettled() {
        lost(Duration.ofSeconds(12)).cancel(true);
        Instant sentAt = time.now();
        time.advance(Duration.ofSeconds(2));
        CompletableFuture<Job> resumed = newCreator().resume(REQUEST, sentAt, Set.of(), Map.of(), CreationJournal.NONE);
        time.advance(Duration.ofSeconds(30));
        assertThat(resumed).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-1")));
    }

    @Test
    void aJobThatThisClientSawBeforeItsClockSaysThatItWasSentCanBeThatOfAResumedCreation() {
        lost(Duration.ZERO).cancel(true);
        Creator another = newCreator();
        another.seen(service.jobs);
        Instant sentAt = time.now().plusSeconds(2);
        time.advance(Duration.ofMinutes(2));
        CompletableFuture<Job> resumed = another.resume(REQUEST, sentAt, Set.of(), Map.of(), CreationJournal.NONE);
        time.advance(Duration.ofSeconds(30));
        assertThat(resumed).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-1")));
        assertThat(sendings()).isOne();
    }

    @Test
    void aJournalThatFailsKeepsTheRequestFromBeingSent() {
        CompletableFuture<Job> creation = creator.create(REQUEST, (request, at) -> {
            throw new IllegalStateException("the disk is full");
        });
        assertThat(creation.handle((job, error) -> Failures.unwrap(error)).join())
                .hasMessage("the disk is full");
        assertThat(sendings()).isZero();
    }

    @Test
    void aJournalHearsOfEachSending() {
        List<Instant> noted = new ArrayList<>();
        notTaken();
        CompletableFuture<Job> creation = creator.create(REQUEST, (request, at) -> noted.add(at));
        time.advance(Duration.ofSeconds(59));
        assertThat(creation).isCompleted();
        assertThat(noted).hasSize(2);
    }
}
