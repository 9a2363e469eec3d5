package io.exportcomments.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.Sent;
import io.exportcomments.error.ServiceException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.internal.ScriptedTransport;
import io.exportcomments.internal.VirtualTime;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.Operation;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.SocketToken;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PacedStateReaderTest {
    private final VirtualTime time = new VirtualTime();
    private final ListingTransport service = new ListingTransport();
    private final PacedStateReader reader = new PacedStateReader(service, time, 30);

    private static JobGuid guid(int i) {
        return JobGuid.of("job-" + i);
    }

    private List<CompletableFuture<Job>> readAll(int jobs) {
        List<CompletableFuture<Job>> futures = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            futures.add(reader.read(guid(i)));
        }
        return futures;
    }

    @Test
    void oneJobIsReadByItself() {
        service.add(1);
        assertThat(reader.read(guid(0)))
                .isCompletedWithValueMatching(job -> job.guid().equals(guid(0)));
        assertThat(service.asked).containsExactly("get job-0");
    }

    @Test
    void manyJobsAreReadThroughPages() {
        service.add(250);
        service.hold = true;
        List<CompletableFuture<Job>> futures = readAll(250);
        service.hold = false;
        service.release();
        time.advance(Duration.ofMinutes(1));
        assertThat(futures).allMatch(CompletableFuture::isDone).noneMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(service.asked).hasSizeLessThanOrEqualTo(7).contains("list 1", "list 2", "list 3");
    }

    @Test
    void theNextRoundKnowsWhereTheJobsStand() {
        service.add(250);
        readAll(250);
        time.advance(Duration.ofMinutes(2));
        service.asked.clear();
        service.hold = true;
        readAll(250);
        service.hold = false;
        service.release();
        time.advance(Duration.ofMinutes(2));
        assertThat(service.asked).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void aPageThatComesWhileTheReaderClosesLeavesNoReadingOpen() {
        CompletableFuture<JobPage> page = new CompletableFuture<>();
        ScriptedTransport scripted = new ScriptedTransport();
        scripted.onList = (number, limit) -> page;
        scripted.onGet = guid -> CompletableFuture.completedFuture(
                Job.builder(guid, JobStatus.PROGRESS).build());
        PacedStateReader closing = new PacedStateReader(scripted, time, 30);
        List<CompletableFuture<Job>> looked = closing.readTogether(List.of(guid(0), guid(1)));
        CompletableFuture<Job> waiting = closing.read(guid(2));
        waiting.whenComplete((job, cancelled) -> page.complete(new JobPage(List.of(), 1, 100, OptionalLong.empty())));

        closing.close();

        assertThat(scripted.asked).containsExactly("list 1 100");
        assertThat(page).isCompleted();
        assertThat(looked).allSatisfy(reading -> assertThat(reading).isCancelled());
    }

    @Test
    void aJobThatIsInNoPageIsReadByItself() {
        service.add(3);
        service.hidden = guid(1);
        service.hold = true;
        List<CompletableFuture<Job>> futures = readAll(3);
        service.hold = false;
        service.release();
        time.advance(Duration.ofMinutes(1));
        assertThat(futures).allMatch(future -> future.isDone() && !future.isCompletedExceptionally());
        assertThat(service.asked).contains("get job-1");
    }

    @Test
    void aJobPushedToTheNextPageIsFoundThere() {
        service.add(150);
        readAll(150);
        time.advance(Duration.ofMinutes(2));
        service.asked.clear();
        for (int i = 1_000; i < 1_100; i++) {
            service.jobs.add(0, guid(i));
        }
        service.hold = true;
        List<CompletableFuture<Job>> futures = readAll(150);
        service.hold = false;
        service.release();
        time.advance(Duration.ofMinutes(1));
        assertThat(futures).allMatch(future -> future.isDone() && !future.isCompletedExceptionally());
        assertThat(service.asked.stream().filter(ask -> ask.startsWith("get"))).hasSizeLessThan(4);
    }

    @Property(tries = 100)
    void neverMoreThanTheBudgetInAnyMinute(@ForAll @IntRange(min = 2, max = 200) int perMinute, @ForAll long seed) {
        VirtualTime clock = new VirtualTime(seed);
        List<Long> sent = new ArrayList<>();
        ListingTransport counted = new ListingTransport() {
            @Override
            public CompletableFuture<Job> get(JobGuid guid) {
                sent.add(clock.nanoTime());
                return super.get(guid);
            }
        };
        PacedStateReader paced = new PacedStateReader(counted, clock, perMinute);
        for (int i = 0; i < 600; i++) {
            paced.read(guid(0));
            clock.advance(Duration.ofMillis((long) (clock.random() * 1_000)));
        }
        long minute = Duration.ofMinutes(1).toNanos();
        for (int i = 0; i + perMinute < sent.size(); i++) {
            assertThat(sent.get(i + perMinute) - sent.get(i)).isGreaterThanOrEqualTo(minute);
        }
        assertThat(sent).hasSizeGreaterThan(Math.min(100, perMinute));
    }

    @Test
    void a429MakesAllReadingsWaitAsLongAsItSays() {
        service.add(1);
        service.failure = new RateLimitException(
                ErrorContext.of(Operation.GET, null),
                RateLimit.REQUESTS_PER_MINUTE,
                Optional.of(Duration.ofSeconds(45)),
                null);
        assertThat(reader.read(guid(0))).isCompletedExceptionally();
        service.failure = null;
        CompletableFuture<Job> next = reader.read(guid(0));
        time.advance(Duration.ofSeconds(44));
        assertThat(next).isNotDone();
        time.advance(Duration.ofSeconds(1));
        assertThat(next).isCompleted();
    }

    @Test
    void troubleFailsTheReadingsThatItMet() {
        service.add(1);
        service.failure = new ServiceException(ErrorContext.of(Operation.GET, guid(0)), null);
        assertThat(reader.read(guid(0))).isCompletedExceptionally();
        service.failure = null;
        assertThat(reader.read(guid(0))).isCompleted();
    }

    @Test
    void aServiceThatRefusesTheListIsReadJobByJob() {
        service.add(3);
        service.listFailure = new InvalidRequestException(ErrorContext.of(Operation.LIST, null), null);
        service.hold = true;
        List<CompletableFuture<Job>> futures = readAll(3);
        service.hold = false;
        service.release();
        time.advance(Duration.ofMinutes(1));
        assertThat(futures).allMatch(future -> future.isDone() && !future.isCompletedExceptionally());
    }

    /** How many of a few rounds read all of some jobs. */
    private long goodRounds(int rounds, int jobs) {
        List<JobGuid> guids =
                IntStream.range(0, jobs).mapToObj(PacedStateReaderTest::guid).toList();
        long good = 0;
        for (int i = 0; i < rounds; i++) {
            List<CompletableFuture<Job>> readings = reader.readTogether(guids);
            time.advance(Duration.ofMinutes(1));
            assertThat(readings).allMatch(CompletableFuture::isDone);
            good += readings.stream().noneMatch(CompletableFuture::isCompletedExceptionally) ? 1 : 0;
        }
        return good;
    }

    static Stream<RuntimeException> troubleOfTheList() {
        ErrorContext context = ErrorContext.of(Operation.LIST, null);
        return Stream.of(
                new ServiceException(context.answered(504, null, null), null),
                new UnreadableAnswerException(context.answered(200, null, null), "", null),
                new ConnectionException(context, Sent.MAYBE, true, "no answer came within 30 s", null));
    }

    @ParameterizedTest
    @MethodSource("troubleOfTheList")
    void aListThatFailsWhileJobsCanBeReadIsDoneWithout(RuntimeException trouble) {
        service.add(5);
        service.listFailure = trouble;
        assertThat(goodRounds(10, 5)).isGreaterThanOrEqualTo(8);
        service.listFailure = null;
        service.asked.clear();
        assertThat(goodRounds(10, 5)).isEqualTo(10);
        assertThat(service.asked).filteredOn("list 1"::equals).hasSizeGreaterThan(4);
    }

    @Test
    void aListThatTheTokenMayNotReadIsDoneWithout() {
        service.add(5);
        service.listFailure =
                new PermissionException(ErrorContext.of(Operation.LIST, null).answered(403, null, null), null);
        assertThat(goodRounds(2, 5)).isEqualTo(2);
    }

    @Test
    void aServiceThatWasDownIsReadByPagesAgainAtOnce() {
        service.add(50);
        ServiceException down = new ServiceException(ErrorContext.of(Operation.LIST, null), null);
        service.listFailure = down;
        service.failure = down;
        assertThat(goodRounds(5, 50)).isZero();
        service.listFailure = null;
        service.failure = null;
        service.asked.clear();
        assertThat(goodRounds(3, 50)).isEqualTo(3);
        assertThat(service.asked).hasSizeLessThan(6);
    }

    @Test
    void anAnswerThatCantBeTakenFailsItsReadingsAndHoldsUpNoOther() {
        service.add(3);
        service.answersNothing = true;
        assertThat(reader.readTogether(List.of(guid(0), guid(1))))
                .allMatch(CompletableFuture::isCompletedExceptionally);
        service.answersNothing = false;
        assertThat(reader.read(guid(2))).isCompleted();
    }

    @Test
    void aWishTakenBackIsNotSent() {
        service.add(2);
        service.hold = true;
        reader.read(guid(0));
        CompletableFuture<Job> second = reader.read(guid(1));
        second.cancel(false);
        service.hold = false;
        service.release();
        assertThat(service.asked).containsExactly("get job-0");
    }

    @Test
    void aRequestThatNobodyWaitsForIsCancelled() {
        service.add(1);
        service.hold = true;
        CompletableFuture<Job> reading = reader.read(guid(0));
        reading.cancel(true);
        assertThat(service.held).singleElement().matches(CompletableFuture::isCancelled);
    }

    @Test
    void aReadingAskedForWhileARequestIsUnderWayGetsARequestOfItsOwn() {
        service.add(1);
        service.hold = true;
        reader.read(guid(0));
        CompletableFuture<Job> later = reader.read(guid(0));
        service.release();
        assertThat(later).isNotDone();
        service.release();
        assertThat(later).isCompleted();
        assertThat(service.asked).hasSize(2);
    }

    @Test
    void closingTakesEverythingBack() {
        service.add(2);
        service.hold = true;
        CompletableFuture<Job> first = reader.read(guid(0));
        CompletableFuture<Job> second = reader.read(guid(1));
        reader.close();
        assertThat(second).isCancelled();
        assertThat(first).isCompletedExceptionally();
        assertThat(reader.read(guid(0))).isCompletedExceptionally();
        assertThat(time.waiting()).isZero();
    }

    /** A service with a list of jobs, newest first. */
    private static class ListingTransport implements JobTransport {
        final List<JobGuid> jobs = new ArrayList<>();
        final List<String> asked = new ArrayList<>();
        final List<CompletableFuture<?>> held = new ArrayList<>();
        final List<Runnable> releases = new ArrayList<>();
        JobGuid hidden = guid(-1);
        RuntimeException failure;
        RuntimeException listFailure;
        boolean hold;
        boolean answersNothing;

        void add(int count) {
            for (int i = 0; i < count; i++) {
                jobs.add(guid(i));
            }
        }

        void release() {
            List<Runnable> now = List.copyOf(releases);
            releases.clear();
            now.forEach(Runnable::run);
        }

        private <T> CompletableFuture<T> answer(RuntimeException error, T value) {
            if (error != null) {
                return CompletableFuture.failedFuture(error);
            }
            if (!hold) {
                return CompletableFuture.completedFuture(value);
            }
            CompletableFuture<T> future = new CompletableFuture<>();
            held.add(future);
            releases.add(() -> future.complete(value));
            return future;
        }

        @Override
        public CompletableFuture<Job> get(JobGuid guid) {
            asked.add("get " + guid);
            return answer(failure, Job.builder(guid, JobStatus.PROGRESS).build());
        }

        @Override
        public CompletableFuture<JobPage> list(int page, int limit) {
            asked.add("list " + page);
            int from = Math.min(jobs.size(), (page - 1) * limit);
            List<Job> shown = jobs.subList(from, Math.min(jobs.size(), from + limit)).stream()
                    .filter(guid -> !guid.equals(hidden))
                    .map(guid -> Job.builder(guid, JobStatus.PROGRESS).build())
                    .toList();
            if (answersNothing) {
                return CompletableFuture.completedFuture(null);
            }
            return answer(
                    failure != null ? failure : listFailure, new JobPage(shown, page, limit, OptionalLong.empty()));
        }

        @Override
        public CompletableFuture<Job> create(ExportRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Job> retry(JobGuid guid) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Job> stop(JobGuid guid) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Void> ping() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<SocketToken> socketToken() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<RemoteFile> open(URI link, FileRange range) {
            throw new UnsupportedOperationException();
        }
    }
}
