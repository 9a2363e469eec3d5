package io.exportcomments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.CallCancelledException;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.EmptyResultException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.JobFailedException;
import io.exportcomments.error.JobStoppedException;
import io.exportcomments.error.LifecycleConflictException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.Sent;
import io.exportcomments.error.ServiceException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.internal.ScriptedTransport;
import io.exportcomments.internal.VirtualTime;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.Operation;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RowReader;
import io.exportcomments.port.SocketTransport;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportInterceptor;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.port.UpdateSink;
import io.exportcomments.port.UpdateSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ExportCommentsTest {
    private static final JobGuid GUID = JobGuid.of("b4219d47-3138-4efd-9762-2ef9f9495084");
    private static final JobGuid OTHER = JobGuid.of("5b3a4a4e-94a5-4e0b-8a7f-0a7f8d9f3c22");
    private static final ExportRequest REQUEST = ExportRequest.of("https://www.youtube.com/watch?v=dQw4w9WgXcQ");
    private static final String TOKEN = "s3cretT0ken".repeat(11);

    private final VirtualTime time = new VirtualTime();
    private final ScriptedTransport service = new ScriptedTransport();
    private final List<String> closings = new ArrayList<>();
    private final FakeSource source = new FakeSource();
    private Job state = Job.builder(GUID, JobStatus.PROGRESS).retry(0).build();
    private final ExportComments client = builder().build();

    private ExportCommentsBuilder builder() {
        service.onGet = guid -> CompletableFuture.completedFuture(state);
        return ExportComments.builder()
                .token(TOKEN)
                .transport(provider())
                .updates(context -> source)
                .timekeeper(time)
                .callbackExecutor(Runnable::run);
    }

    private TransportProvider provider() {
        return settings -> new Transport() {
            @Override
            public JobTransport jobs() {
                return service;
            }

            @Override
            public SocketTransport sockets() {
                return (uri, headers, listener) -> {
                    throw new AssertionError("Nobody needs a socket here");
                };
            }

            @Override
            public RowReader rows() {
                return json -> Collections.emptyIterator();
            }

            @Override
            public void close() {
                closings.add("transport");
            }
        };
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static Job job(JobStatus status) {
        return Job.builder(GUID, status).retry(0).build();
    }

    @Nested
    class Waiting {
        private CompletableFuture<Job> await() {
            return client.async().await(GUID, Duration.ofMinutes(10));
        }

        @Test
        void endsWithTheJobThatIsDone() {
            CompletableFuture<Job> waiting = await();
            source.end(JobStatus.DONE);
            assertThat(waiting).isCompletedWithValueMatching(job -> job.status() == JobStatus.DONE);
        }

        /** As programs have it that know no deadline. */
        @Test
        void waitsWithoutABoundForTheLongestOfAllTimes() {
            CompletableFuture<Job> waiting = client.async().await(GUID, ChronoUnit.FOREVER.getDuration());
            CompletableFuture<Job> sooner = await();
            time.advance(Duration.ofMinutes(11));
            assertThat(sooner).isCompletedExceptionally();
            assertThat(waiting).isNotDone();
            source.end(JobStatus.DONE);
            assertThat(waiting).isCompletedWithValueMatching(job -> job.status() == JobStatus.DONE);
        }

        @Test
        void tellsAFailedJobFromAStoppedOne() {
            CompletableFuture<Job> failing = await();
            source.sink.update(io.exportcomments.port.Observation.event(
                    Job.builder(GUID, JobStatus.ERROR).error("Video not found").build()));
            assertThat(failing.handle((job, error) -> error).join())
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContaining(GUID.value())
                    .hasMessageContaining("Video not found");
            state = job(JobStatus.STOPPED);
            assertThat(await().handle((job, error) -> error).join()).isInstanceOf(JobStoppedException.class);
        }

        @Test
        void endsAtTheDeadlineAndTheJobCanBeWaitedForAgain() {
            CompletableFuture<Job> waiting = await();
            time.advance(Duration.ofMinutes(10));
            assertThat(waiting.handle((job, error) -> error).join())
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasMessageContaining("600.0 s")
                    .hasMessageContaining("follow it again");
            assertThat(source.sink).isNull();
            CompletableFuture<Job> again = await();
            source.end(JobStatus.DONE);
            assertThat(again).isCompleted();
        }

        @Test
        void endsWhenItIsCancelledAndTheJobCanBeWaitedForAgain() {
            CompletableFuture<Job> waiting = await();
            waiting.cancel(true);
            assertThat(waiting).isCancelled();
            assertThat(source.sink).isNull();
            CompletableFuture<Job> again = await();
            source.end(JobStatus.DONE);
            assertThat(again).isCompleted();
        }

        @Test
        void ofAnInterruptedThreadEndsAndKeepsTheFlag() {
            Thread.currentThread().interrupt();
            Throwable thrown = catchThrowable(() -> client.await(GUID, Duration.ofMinutes(1)));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(thrown).isInstanceOf(CallCancelledException.class).hasMessageContaining(GUID.value());
            assertThat(source.sink).isNull();
        }

        @Test
        void needsADeadlineOfMoreThanZero() {
            assertThatIllegalArgumentException().isThrownBy(() -> client.await(GUID, Duration.ZERO));
        }

        @Test
        void blocksUntilTheEndAndThrowsFromTheCallersOwnFrame() throws InterruptedException {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            CountDownLatch followed = new CountDownLatch(1);
            source.onFollow = followed::countDown;
            Thread waiter = new Thread(() -> thrown.set(catchThrowable(() -> client.await(GUID, Duration.ofDays(1)))));
            waiter.start();
            assertThat(followed.await(10, TimeUnit.SECONDS)).isTrue();
            source.end(JobStatus.ERROR);
            waiter.join(10_000);
            assertThat(thrown.get()).isInstanceOf(JobFailedException.class);
            assertThat(thrown.get().getStackTrace())
                    .anySatisfy(frame -> assertThat(frame.getMethodName()).isEqualTo("await"));
        }
    }

    @Nested
    class Commands {
        @Test
        void ofAJobKnownToBeDoneAreRefusedWithoutARequest() {
            state = job(JobStatus.DONE);
            client.get(GUID);
            service.asked.clear();
            assertThatThrownBy(() -> client.retry(GUID))
                    .isInstanceOf(LifecycleConflictException.class)
                    .hasMessageContaining("retry job " + GUID)
                    .hasMessageContaining("done");
            assertThatThrownBy(() -> client.stop(GUID)).isInstanceOf(LifecycleConflictException.class);
            assertThat(service.asked).isEmpty();
        }

        @Test
        void thatTheServiceRefusesSayWhichStatusTheJobHas() {
            InvalidRequestException refusal = new InvalidRequestException(
                    ErrorContext.of(Operation.RETRY, GUID).answered(400, null, null), null);
            service.onRetry = guid -> CompletableFuture.failedFuture(refusal);
            assertThatThrownBy(() -> client.retry(GUID))
                    .isInstanceOfSatisfying(
                            LifecycleConflictException.class,
                            e -> assertThat(e.status()).isEqualTo(JobStatus.PROGRESS))
                    .hasCause(refusal);
        }

        @Test
        void refusedForAnotherReasonKeepThatReason() {
            InvalidRequestException refusal = new InvalidRequestException(
                    ErrorContext.of(Operation.STOP, GUID).answered(400, null, null), null);
            service.onStop = guid -> CompletableFuture.failedFuture(refusal);
            assertThatThrownBy(() -> client.stop(GUID)).isInstanceOf(InvalidRequestException.class);
        }

        @Test
        void whoseAnswerHoldsNoJobAreTaken_andTheJobIsReadOnce() {
            service.onStop = guid -> CompletableFuture.completedFuture(
                    Job.builder(guid, JobStatus.UNKNOWN).build());
            service.onRetry = service.onStop;
            state = job(JobStatus.STOPPED);
            assertThat(client.stop(GUID)).isEqualTo(state);
            assertThat(service.asked).containsExactly("stop " + GUID, "get " + GUID);
            service.asked.clear();
            state = Job.builder(OTHER, JobStatus.QUEUEING).retry(1).build();
            assertThat(client.retry(OTHER)).isEqualTo(state);
            assertThat(service.asked).containsExactly("retry " + OTHER, "get " + OTHER);
        }

        private RuntimeException odd(String kind, Operation operation) {
            ErrorContext context = ErrorContext.of(operation, GUID);
            return switch (kind) {
                case "unreadable" -> new UnreadableAnswerException(context.answered(200, null, null), "OK", null);
                case "elsewhere" -> new UnreadableAnswerException(context.answered(303, null, null), "", null);
                case "lost" -> new ConnectionException(context, Sent.MAYBE, false, "the connection broke", null);
                default -> new ServiceException(context.answered(502, null, null), Optional.empty(), null);
            };
        }

        @ParameterizedTest
        @ValueSource(strings = {"unreadable", "elsewhere", "lost", "trouble"})
        void thatWereTakenSucceedWhateverBecameOfTheirAnswer(String kind) {
            service.onStop = guid -> CompletableFuture.failedFuture(odd(kind, Operation.STOP));
            service.onRetry = guid -> CompletableFuture.failedFuture(odd(kind, Operation.RETRY));

            assertThatThrownBy(() -> client.stop(GUID)).isInstanceOf(ExportCommentsException.class);
            state = job(JobStatus.STOPPED);
            assertThat(client.stop(GUID)).isEqualTo(state);

            state = Job.builder(OTHER, JobStatus.ERROR).retry(0).build();
            assertThatThrownBy(() -> client.retry(OTHER)).isInstanceOf(ExportCommentsException.class);
            CompletableFuture<Job> following = client.async().await(OTHER, Duration.ofMinutes(1));
            state = Job.builder(OTHER, JobStatus.QUEUEING).retry(1).build();
            assertThat(following).isCompletedExceptionally();
            assertThat(client.retry(OTHER).status()).isEqualTo(JobStatus.QUEUEING);
        }

        /** As where the answer was lost by a time-out, and the attempt was quick. */
        @ParameterizedTest
        @ValueSource(strings = {"unreadable", "elsewhere", "lost", "trouble"})
        void aRetryThatMadeAFailedJobDoneSucceedsWhateverBecameOfItsAnswer(String kind) {
            state = Job.builder(OTHER, JobStatus.ERROR).retry(0).build();
            client.get(OTHER);
            service.onRetry = guid -> CompletableFuture.failedFuture(odd(kind, Operation.RETRY));
            state = Job.builder(OTHER, JobStatus.DONE).retry(1).build();
            assertThat(client.retry(OTHER)).isEqualTo(state);
        }

        @Test
        void whoseAnswerWasLostOnlyFailIfTheJobCannotBeReadEither() {
            service.onStop = guid -> CompletableFuture.failedFuture(odd("lost", Operation.STOP));
            service.onGet = guid -> CompletableFuture.failedFuture(odd("trouble", Operation.GET));
            assertThatThrownBy(() -> client.stop(GUID)).isInstanceOf(ConnectionException.class);
        }

        /** The first attempt stopped it, so the second one is refused. */
        @Test
        void thatWereSentTwiceAreNoConflictWithThemselves() {
            state = job(JobStatus.STOPPED);
            ErrorContext refused = ErrorContext.of(Operation.STOP, GUID).answered(400, null, null);
            service.onStop =
                    guid -> CompletableFuture.failedFuture(new InvalidRequestException(refused.attempts(2), null));
            assertThat(client.stop(GUID)).isEqualTo(state);
            service.onStop = guid -> CompletableFuture.failedFuture(new InvalidRequestException(refused, null));
            assertThatThrownBy(() -> client.stop(JobGuid.of("b4219d47-3138-4efd-9762-2ef9f9495084")))
                    .isInstanceOf(LifecycleConflictException.class);
        }

        @Test
        void thatWereTakenDoNotFailWithTheReading() {
            service.onStop = guid -> CompletableFuture.completedFuture(
                    Job.builder(guid, JobStatus.UNKNOWN).build());
            client.async().await(GUID, Duration.ofMinutes(1));
            service.onGet = guid -> CompletableFuture.failedFuture(
                    new ServiceException(ErrorContext.of(Operation.GET, guid), Optional.empty(), null));
            assertThat(client.stop(GUID)).isEqualTo(state);
            assertThat(client.stop(OTHER).status()).isEqualTo(JobStatus.UNKNOWN);
        }

        @Test
        void areSeenByTheWatchOfTheJob() {
            CompletableFuture<Job> waiting = client.async().await(GUID, Duration.ofMinutes(1));
            service.onStop = guid -> CompletableFuture.completedFuture(job(JobStatus.STOPPED));
            client.job(GUID).stop();
            assertThat(waiting.handle((job, error) -> error).join()).isInstanceOf(JobStoppedException.class);
        }

        @Test
        void afterARetryTheNewAttemptIsWaitedFor() {
            service.onRetry = guid -> CompletableFuture.completedFuture(
                    Job.builder(GUID, JobStatus.QUEUEING).retry(1).build());
            client.job(GUID).retry();
            state = Job.builder(GUID, JobStatus.ERROR).retry(0).build();
            CompletableFuture<Job> waiting = client.async().await(GUID, Duration.ofMinutes(1));
            assertThat(waiting).isNotDone();
            state = Job.builder(GUID, JobStatus.DONE).retry(1).build();
            time.advance(Duration.ofSeconds(2));
            assertThat(waiting).isCompleted();
        }
    }

    @Nested
    class RetriesWithoutACount {
        private static final Duration MINUTE = Duration.ofMinutes(1);

        private CompletableFuture<Job> retryAndAwait() {
            state = Job.builder(GUID, JobStatus.ERROR).error("page not found").build();
            assertThat(client.async().await(GUID, MINUTE)).isCompletedExceptionally();
            client.job(GUID).retry();
            return client.async().await(GUID, MINUTE);
        }

        private void assertNewAttemptIsAwaited(CompletableFuture<Job> waiting) {
            assertThat(waiting).isNotDone();
            state = job(JobStatus.DONE);
            time.advance(Duration.ofSeconds(2));
            assertThat(waiting).isCompleted();
        }

        @Test
        void leaveTheFailureBeforeBehind() {
            service.onRetry = guid -> CompletableFuture.completedFuture(job(JobStatus.QUEUEING));
            assertNewAttemptIsAwaited(retryAndAwait());
        }

        @Test
        void doSoWhereTheAnswerSaysNothing() {
            service.onRetry = guid -> CompletableFuture.completedFuture(
                    Job.builder(guid, JobStatus.UNKNOWN).build());
            assertNewAttemptIsAwaited(retryAndAwait());
        }

        @Test
        void doSoWhereTheAnswerIsLost() {
            service.onRetry = guid -> {
                state = job(JobStatus.QUEUEING);
                return CompletableFuture.failedFuture(
                        new ServiceException(ErrorContext.of(Operation.RETRY, guid), Optional.empty(), null));
            };
            state = Job.builder(GUID, JobStatus.ERROR).error("page not found").build();
            Job failed = state;
            assertThat(client.async().await(GUID, MINUTE)).isCompletedExceptionally();
            client.job(GUID).retry();
            state = failed;
            assertNewAttemptIsAwaited(client.async().await(GUID, MINUTE));
        }
    }

    @Nested
    class Lists {
        private void serve(int jobs) {
            List<Job> all = IntStream.range(0, jobs)
                    .mapToObj(i ->
                            Job.builder(JobGuid.of("job-" + i), JobStatus.DONE).build())
                    .toList();
            service.onList = (page, limit) -> {
                int from = Math.min(jobs, (page - 1) * limit);
                List<Job> shown = all.subList(from, Math.min(jobs, from + limit));
                return CompletableFuture.completedFuture(new JobPage(shown, page, limit, OptionalLong.empty()));
            };
        }

        @Test
        void areReadPageByPageAsFarAsTheyAreWanted() {
            serve(45);
            assertThat(client.listAll().limit(20).count()).isEqualTo(20);
            assertThat(service.asked).containsExactly("list 1 20");
            assertThat(client.listAll().map(Job::guid)).hasSize(45).doesNotHaveDuplicates();
        }

        @Test
        void thatShiftWhileTheyAreReadShowEachJobOnce() {
            List<String> order = new ArrayList<>(
                    IntStream.range(0, 45).mapToObj(i -> "job-" + i).toList());
            service.onList = (page, limit) -> {
                List<Job> shown = order.stream()
                        .skip((long) (page - 1) * limit)
                        .limit(limit)
                        .map(guid ->
                                Job.builder(JobGuid.of(guid), JobStatus.DONE).build())
                        .toList();
                order.add(0, "new-" + page);
                return CompletableFuture.completedFuture(new JobPage(shown, page, limit, OptionalLong.empty()));
            };
            assertThat(client.listAll().map(job -> job.guid().value()))
                    .doesNotHaveDuplicates()
                    .contains("job-0", "job-19", "job-20", "job-44");
        }

        private void serveNoneBehind(int last, ErrorContext missing) {
            var pages = service.onList;
            service.onList = (page, limit) -> page > last
                    ? CompletableFuture.failedFuture(new NotFoundException(missing, null))
                    : pages.apply(page, limit);
        }

        private CompletableFuture<Integer> published() {
            CompletableFuture<Integer> count = new CompletableFuture<>();
            List<Job> jobs = new ArrayList<>();
            client.async().listAll().subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscription.request(Long.MAX_VALUE);
                }

                @Override
                public void onNext(Job job) {
                    jobs.add(job);
                }

                @Override
                public void onError(Throwable error) {
                    count.completeExceptionally(error);
                }

                @Override
                public void onComplete() {
                    count.complete(jobs.size());
                }
            });
            return count;
        }

        @Test
        void endWhereTheServiceSaysThatThereIsNoSuchPage() {
            serve(40);
            serveNoneBehind(2, ErrorContext.of(Operation.LIST, null).answered(404, null, "Invalid page."));
            assertThat(client.listAll()).hasSize(40);
            assertThat(published()).isCompletedWithValue(40);
        }

        @Test
        void failWhereSomethingBetweenSaysSoOrThereIsNoListAtAll() {
            ErrorContext missing = ErrorContext.of(Operation.LIST, null).answered(404, null, null);
            serve(40);
            serveNoneBehind(1, missing.byIntermediary());
            assertThatExceptionOfType(NotFoundException.class)
                    .isThrownBy(() -> client.listAll().count());
            assertThat(published()).isCompletedExceptionally();
            serveNoneBehind(0, missing);
            assertThatExceptionOfType(NotFoundException.class)
                    .isThrownBy(() -> client.listAll().count());
        }

        @Test
        void takeOnlySensibleNumbers() {
            assertThatIllegalArgumentException().isThrownBy(() -> client.list(0, 20));
            assertThatIllegalArgumentException().isThrownBy(() -> client.list(1, 101));
            assertThat(service.asked).isEmpty();
        }
    }

    @Nested
    class Handles {
        @Test
        void ofACreatedJobKnowItAtOnce() {
            service.onCreate = request -> CompletableFuture.completedFuture(job(JobStatus.QUEUEING));
            JobHandle handle = client.create(REQUEST);
            assertThat(handle.guid()).isEqualTo(GUID);
            assertThat(handle.snapshot()).map(Job::status).contains(JobStatus.QUEUEING);
            assertThat(handle).hasToString("Job[" + GUID + " queueing]");
        }

        @Test
        void ofAJobKnownByItsGuidKnowNothingUntilTheyAsk() {
            JobHandle handle = client.job(GUID.value());
            assertThat(handle.snapshot()).isEmpty();
            assertThat(service.asked).isEmpty();
            handle.refresh();
            assertThat(handle.snapshot()).map(Job::status).contains(JobStatus.PROGRESS);
        }

        @Test
        void tellListenersOfProgressAndStopWhenTheyAreClosed() {
            List<Long> counts = new ArrayList<>();
            Watch watch = client.job(GUID).onProgress(progress -> counts.add(progress.exported()));
            source.progress(10);
            source.progress(20);
            UpdateSink sink = source.sink;
            watch.close();
            sink.update(io.exportcomments.port.Observation.event(
                    Job.builder(GUID, JobStatus.PROGRESS).totalExported(30L).build()));
            assertThat(counts).containsExactly(10L, 20L);
            assertThat(source.sink).isNull();
        }

        @Test
        void refuseTextThatIsNoGuid() {
            assertThatIllegalArgumentException().isThrownBy(() -> client.job("../etc/passwd"));
        }
    }

    @Nested
    class Results {
        @Test
        void ofAJobThatIsNotDoneAreRefusedByItsStatus() {
            assertThatThrownBy(() -> client.download(job(JobStatus.PROGRESS), ResultFormat.JSON, Path.of("x.json")))
                    .isInstanceOf(LifecycleConflictException.class)
                    .hasMessageContaining("progress");
        }

        @Test
        void areLookedUpWhenTheJobInHandHasNoLink() {
            state = Job.builder(GUID, JobStatus.DONE)
                    .jsonUrl(URI.create("https://exportcomments.com/exports/x.json"))
                    .build();
            client.async().download(job(JobStatus.DONE), ResultFormat.JSON, Path.of("x.json"), DownloadOptions.DEFAULT);
            assertThat(service.asked).startsWith("get " + GUID);
        }

        @Test
        void thatAreEmptyAreSaidToBeWithTheServicesNote() {
            state = job(JobStatus.DONE).toBuilder()
                    .total(0L)
                    .resultNote("The post is private.")
                    .build();
            assertThatThrownBy(() -> client.download(job(JobStatus.DONE), ResultFormat.XLSX, Path.of("x.xlsx")))
                    .isInstanceOfSatisfying(
                            EmptyResultException.class,
                            e -> assertThat(e.job().resultNote()).contains("The post is private."))
                    .hasMessageContaining("its result is empty")
                    .hasMessageContaining("The post is private.")
                    .hasMessageNotContaining("deleted");
            assertThatThrownBy(() -> client.rows(job(JobStatus.DONE))).isInstanceOf(EmptyResultException.class);
            assertThatThrownBy(() -> client.open(job(JobStatus.DONE), ResultFormat.JSON))
                    .isInstanceOf(EmptyResultException.class);
        }

        private final Job linked = Job.builder(GUID, JobStatus.DONE)
                .jsonUrl(URI.create("https://exportcomments.com/exports/x.json"))
                .build();

        /** The job is read so until then, and with its link afterwards. */
        private CompletableFuture<?> openedWhere(Job early, int seconds) {
            Instant shown = time.now().plusSeconds(seconds);
            service.onGet = guid -> CompletableFuture.completedFuture(time.now().isBefore(shown) ? early : linked);
            CompletableFuture<?> opened = client.async().open(job(JobStatus.DONE), ResultFormat.JSON);
            time.advance(Duration.ofSeconds(40));
            return opened;
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 9, 30})
        void areWaitedForWhereTheServiceTellsTheEndBeforeItShowsIt(int seconds) {
            openedWhere(job(JobStatus.PROGRESS), seconds);
            assertThat(service.asked).contains("open https://exportcomments.com/exports/x.json 0");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 9, 30})
        void areWaitedForWhereTheLinkFollowsTheEnd(int seconds) {
            openedWhere(job(JobStatus.DONE).toBuilder().total(5L).build(), seconds);
            assertThat(service.asked).contains("open https://exportcomments.com/exports/x.json 0");
        }

        @Test
        void thatDoNotShowForLongAreRefusedByTheStatus() {
            assertThat(openedWhere(job(JobStatus.PROGRESS), 99))
                    .isCompletedExceptionally()
                    .satisfies(opened -> assertThat(opened.handle((file, error) -> Failures.unwrap(error))
                                    .join())
                            .isInstanceOf(LifecycleConflictException.class));
        }

        @Test
        void thatTheServiceHasNoLinkForAreMissing() {
            assertThat(openedWhere(job(JobStatus.DONE), 99))
                    .isCompletedExceptionally()
                    .satisfies(opened -> assertThat(opened.handle((file, error) -> Failures.unwrap(error))
                                    .join())
                            .isInstanceOf(NotFoundException.class));
        }

        @Test
        void thatWereDeletedLongAgoAreMissingAtOnce() {
            state = job(JobStatus.DONE).toBuilder()
                    .exportedAt(time.now().minus(Duration.ofDays(9)))
                    .build();
            assertThatThrownBy(() -> client.open(job(JobStatus.DONE), ResultFormat.XLSX))
                    .isInstanceOf(NotFoundException.class);
        }

        @Test
        void areNotWaitedForOnceTheClientIsClosed() {
            CompletableFuture<?> opened = client.async().open(job(JobStatus.DONE), ResultFormat.JSON);
            assertThat(opened).isNotDone();
            client.close();
            assertThat(opened.handle((file, error) -> Failures.unwrap(error)).join())
                    .isInstanceOf(ClientClosedException.class);
            assertThat(time.waiting()).isZero();
        }
    }

    @Nested
    class Closing {
        @Test
        void endsEverythingInOrderAndOnce() {
            CompletableFuture<Job> waiting = client.async().await(GUID, Duration.ofMinutes(1));
            CompletableFuture<Void> ping = client.async().ping();
            client.close();
            client.close();
            assertThat(waiting.handle((job, error) -> error).join()).isInstanceOf(ClientClosedException.class);
            assertThat(ping.handle((job, error) -> error).join()).isInstanceOf(ClientClosedException.class);
            assertThat(closings).containsExactly("source", "transport");
            assertThat(time.waiting()).isZero();
        }

        @Test
        void refusesWhatComesLater() {
            client.close();
            assertThatThrownBy(client::ping).isInstanceOf(ClientClosedException.class);
            assertThatThrownBy(() -> client.create(REQUEST)).isInstanceOf(ClientClosedException.class);
            assertThatThrownBy(() -> client.await(GUID, Duration.ofSeconds(1)))
                    .isInstanceOf(ClientClosedException.class);
        }

        @Test
        void aClosedClientOpensAgainWithItsSettings() {
            JobHandle before = client.job(GUID);
            client.close();
            client.reopen();
            client.reopen();
            assertThat(client.get(GUID)).isEqualTo(state);
            assertThat(before.refresh()).isEqualTo(state);
            CompletableFuture<Job> waiting = client.async().await(GUID, Duration.ofMinutes(10));
            source.end(JobStatus.DONE);
            assertThat(waiting).isCompleted();
            client.close();
            assertThat(closings).containsExactly("source", "transport", "source", "transport");
            assertThatThrownBy(client::ping).isInstanceOf(ClientClosedException.class);
        }

        @Test
        void refusesWhatComesLaterOnTheClientsOwnThreadsToo() throws Exception {
            ExportComments own = ExportComments.builder()
                    .token(TOKEN)
                    .transport(provider())
                    .updates(context -> new FakeSource())
                    .build();
            own.close();
            CompletableFuture<Job> waiting = own.async().await(GUID, Duration.ofMinutes(1));
            assertThat(waiting.handle((job, error) -> error).get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ClientClosedException.class);
        }

        @Test
        void leavesNoThreadOfTheClient() throws InterruptedException {
            ExportComments own = ExportComments.builder()
                    .token(TOKEN)
                    .transport(provider())
                    .updates(context -> new FakeSource())
                    .build();
            CountDownLatch called = new CountDownLatch(1);
            own.job(GUID).onUpdate(update -> called.countDown());
            assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();
            own.close();
            while (Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().startsWith("exportcomments-"))) {
                Thread.onSpinWait();
            }
            assertThat(own).isNotNull();
        }

        @Test
        void aListenerThatThrowsHarmsNeitherTheWatchNorTheOtherListeners() {
            List<ClientEvent> heard = new ArrayList<>();
            try (ExportComments own = builder()
                    .listener(event -> {
                        throw new IllegalStateException("a broken listener");
                    })
                    .listener(heard::add)
                    .build()) {
                List<JobUpdate> updates = new ArrayList<>();
                own.job(GUID).onUpdate(updates::add);
                assertThat(updates).hasSize(1);
                assertThat(heard)
                        .contains(new ClientEvent.WatchStarted(GUID), new ClientEvent.UpdateDelivered(updates.get(0)));
            }
        }

        @Test
        void fromACallbackIsFine() {
            ExportComments own = builder().build();
            own.job(GUID).onUpdate(update -> own.close());
            assertThatThrownBy(own::ping).isInstanceOf(ClientClosedException.class);
        }

        @Test
        void endsEveryAsynchronousCallThatComesLaterOnTheClientsOwnThreads() {
            ExportComments own = ownThreads();
            own.close();
            AsyncExportComments async = own.async();
            Job done = Job.builder(GUID, JobStatus.DONE)
                    .jsonUrl(URI.create("https://exportcomments.com/exports/x.json"))
                    .build();
            Path target = Path.of("target", "never-written.json");
            Stream.of(
                            async.create(REQUEST),
                            async.get(GUID),
                            async.list(1, 20),
                            async.retry(GUID),
                            async.stop(GUID),
                            async.ping(),
                            async.await(GUID, Duration.ofMinutes(1)),
                            async.download(done, ResultFormat.JSON, target, DownloadOptions.DEFAULT),
                            async.open(done, ResultFormat.JSON),
                            async.rows(done),
                            async.webhooks().list(),
                            async.job(GUID).download(ResultFormat.JSON, target, DownloadOptions.DEFAULT))
                    .forEach(call -> assertThat(call)
                            .failsWithin(Duration.ofSeconds(10))
                            .withThrowableOfType(ExecutionException.class)
                            .withCauseInstanceOf(ClientClosedException.class));
            assertThat(service.asked).isEmpty();
        }

        @Test
        void isSignalledToSubscribersThatComeLater() throws Exception {
            ExportComments own = ownThreads();
            own.close();
            assertThat(endOf(own.async().listAll())).isInstanceOf(ClientClosedException.class);
            assertThat(endOf(own.async().watch(GUID))).isInstanceOf(ClientClosedException.class);
        }

        @Test
        void isSignalledToASubscriberThatGoesOnRequesting() throws Exception {
            List<Job> jobs = IntStream.range(0, 20)
                    .mapToObj(i ->
                            Job.builder(JobGuid.of("job-" + i), JobStatus.DONE).build())
                    .toList();
            service.onList = (page, limit) ->
                    CompletableFuture.completedFuture(new JobPage(jobs, page, limit, OptionalLong.empty()));
            ExportComments own = ownThreads();
            CompletableFuture<Flow.Subscription> subscribed = new CompletableFuture<>();
            CompletableFuture<Throwable> end = new CompletableFuture<>();
            CountDownLatch first = new CountDownLatch(1);
            own.async().listAll().subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscribed.complete(subscription);
                    subscription.request(1);
                }

                @Override
                public void onNext(Job job) {
                    first.countDown();
                }

                @Override
                public void onError(Throwable error) {
                    end.complete(error);
                }

                @Override
                public void onComplete() {
                    end.completeExceptionally(new AssertionError("It ended as if it had been read to its end"));
                }
            });
            assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
            own.close();
            subscribed.get(10, TimeUnit.SECONDS).request(100);
            assertThat(end.get(10, TimeUnit.SECONDS)).isInstanceOf(ClientClosedException.class);
        }

        private <T> Throwable endOf(Flow.Publisher<T> publisher) throws Exception {
            CompletableFuture<Throwable> end = new CompletableFuture<>();
            publisher.subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscription.request(1);
                }

                @Override
                public void onNext(T item) {
                    end.completeExceptionally(new AssertionError("A closed client published " + item));
                }

                @Override
                public void onError(Throwable error) {
                    end.complete(error);
                }

                @Override
                public void onComplete() {
                    end.completeExceptionally(new AssertionError("A closed client said that this was all"));
                }
            });
            return end.get(10, TimeUnit.SECONDS);
        }

        private ExportComments ownThreads() {
            return ExportComments.builder()
                    .token(TOKEN)
                    .transport(provider())
                    .updates(context -> new FakeSource())
                    .build();
        }

        @Test
        void whenAPartFailsToOpenWithAnErrorTheOthersAreClosed() {
            assertThatThrownBy(() -> builder()
                            .updates(context -> {
                                throw new NoClassDefFoundError("a/missing/Library");
                            })
                            .build())
                    .isInstanceOf(NoClassDefFoundError.class);
            assertThat(closings).contains("source", "transport");
        }

        @Test
        void whenAPartFailsToOpenTheOthersAreClosed() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> builder()
                            .updates(context -> {
                                throw new IllegalStateException("no source");
                            })
                            .build())
                    .withMessage("no source");
            assertThat(closings).contains("source", "transport");
        }
    }

    @Nested
    class Building {
        @Test
        void needsATokenAndATransportAndSaysSo() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> ExportComments.builder().build())
                    .withMessageContaining("token");
            assertThatIllegalStateException()
                    .isThrownBy(() -> ExportComments.builder().token(TOKEN).build())
                    .withMessageContaining("transport");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ExportComments.builder().token((String) null))
                    .withMessageContaining("environment variable");
        }

        @Test
        void refusesWhatMakesNoSense() {
            assertThatIllegalArgumentException().isThrownBy(() -> builder().watchShare(0));
            assertThatIllegalArgumentException().isThrownBy(() -> builder().watchShare(Double.NaN));
            assertThatIllegalArgumentException().isThrownBy(() -> builder().failoverAfter(Duration.ZERO));
            assertThatIllegalArgumentException().isThrownBy(() -> builder().userAgent("a\r\nb"));
            assertThatIllegalArgumentException().isThrownBy(() -> builder().userAgent(" a"));
            assertThatIllegalArgumentException().isThrownBy(() -> builder().userAgent("a "));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder()
                            .baseUrl(URI.create("https://example.com/path"))
                            .build());
        }

        @Test
        void neverShowsTheToken() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder().token(TOKEN + " x"))
                    .withMessageNotContaining(TOKEN);
            assertThat(io.exportcomments.port.ApiToken.of(TOKEN)).hasToString("***");
        }

        @Test
        void putsTheFirstInterceptorOutermost() {
            List<String> order = new ArrayList<>();
            service.onPing = () -> CompletableFuture.completedFuture(null);
            try (ExportComments own = builder()
                    .interceptor(noting("outer", order))
                    .interceptor(noting("inner", order))
                    .build()) {
                own.ping();
            }
            assertThat(order).containsExactly("outer", "inner");
        }

        private TransportInterceptor noting(String name, List<String> order) {
            return new TransportInterceptor() {
                @Override
                public <T> CompletableFuture<T> intercept(io.exportcomments.port.TransportCall call, Chain<T> chain) {
                    order.add(name);
                    return chain.proceed();
                }
            };
        }
    }

    /** A source that is live at once and follows one job. */
    private final class FakeSource implements UpdateSource {
        UpdateSink sink;
        Runnable onFollow = () -> {};

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public Subscription follow(JobGuid guid, UpdateSink given) {
            sink = given;
            given.live();
            onFollow.run();
            return () -> sink = null;
        }

        void progress(long exported) {
            sink.update(io.exportcomments.port.Observation.event(Job.builder(GUID, JobStatus.PROGRESS)
                    .totalExported(exported)
                    .build()));
        }

        void end(JobStatus status) {
            sink.update(io.exportcomments.port.Observation.event(
                    Job.builder(GUID, status).build()));
        }

        @Override
        public void close() {
            closings.add("source");
        }
    }

    /** What a call about the job answers, once the service finds it, which takes so many seconds. */
    private <T> T lagging(int seconds, Function<ExportComments, CompletableFuture<T>> call) {
        service.onCreate = request -> CompletableFuture.completedFuture(state);
        client.create(REQUEST);
        Instant found = time.now().plusSeconds(seconds);
        Function<JobGuid, CompletableFuture<Job>> answer = guid -> time.now().isBefore(found)
                ? CompletableFuture.failedFuture(new NotFoundException(
                        ErrorContext.of(Operation.GET, guid).answered(404, null, "Job not found"), null))
                : CompletableFuture.completedFuture(state);
        service.onGet = answer;
        service.onRetry = answer;
        service.onStop = answer;
        CompletableFuture<T> result = call.apply(client);
        time.advance(Duration.ofSeconds(40));
        return result.join();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 13, 30})
    void aJobThatThisClientCreatedJustNowMayNotBeFoundForHalfAMinute(int seconds) {
        assertThat(lagging(seconds, one -> one.async().job(GUID).stop()).guid()).isEqualTo(GUID);
        assertThat(lagging(seconds, one -> one.async().retry(GUID)).guid()).isEqualTo(GUID);
        assertThat(lagging(seconds, one -> one.async().get(GUID)).guid()).isEqualTo(GUID);
    }

    @Test
    void aJobThatIsNotFoundForLongerIsSaidSo() {
        assertThatThrownBy(() -> lagging(99, one -> one.async().get(GUID))).hasCauseInstanceOf(NotFoundException.class);
    }

    @Test
    void anyOtherJobThatIsNotFoundIsSaidSoAtOnce() {
        service.onStop = guid -> CompletableFuture.failedFuture(
                new NotFoundException(ErrorContext.of(Operation.STOP, guid).answered(404, null, null), null));
        assertThat(client.async().job(OTHER).stop()).isCompletedExceptionally();
        assertThat(service.asked).containsExactly("stop " + OTHER);
    }

    @Test
    void closingTheClientEndsTheWaitForAJobThatIsNotFoundYet() {
        service.onCreate = request -> CompletableFuture.completedFuture(state);
        client.create(REQUEST);
        service.onGet = guid -> CompletableFuture.failedFuture(
                new NotFoundException(ErrorContext.of(Operation.GET, guid).answered(404, null, null), null));
        CompletableFuture<Job> reading = client.async().get(GUID);
        assertThat(reading).isNotDone();
        client.close();
        assertThat(reading).isCompletedExceptionally();
        assertThat(reading.handle((job, error) -> Failures.unwrap(error)).join())
                .isInstanceOf(ClientClosedException.class);
    }
}
