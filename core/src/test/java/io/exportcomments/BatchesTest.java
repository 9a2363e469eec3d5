package io.exportcomments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.internal.ScriptedTransport;
import io.exportcomments.internal.VirtualTime;
import io.exportcomments.job.BatchId;
import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchRequest;
import io.exportcomments.job.BatchState;
import io.exportcomments.job.BatchUpdate;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.Operation;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.Observation;
import io.exportcomments.port.RowReader;
import io.exportcomments.port.SocketTransport;
import io.exportcomments.port.Transport;
import io.exportcomments.port.UpdateSink;
import io.exportcomments.port.UpdateSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A batch in the hands of a program: created, picked up again, read, and watched as one. */
@Timeout(20)
class BatchesTest {
    private static final BatchId ID = BatchId.of("b1");
    private static final JobGuid ONE = JobGuid.of("one");
    private static final JobGuid TWO = JobGuid.of("two");
    private static final BatchRequest REQUEST =
            BatchRequest.of(List.of("https://example.org/1", "https://example.org/2"));

    private final VirtualTime time = new VirtualTime();
    private final ScriptedTransport service = new ScriptedTransport();
    private final Map<JobGuid, UpdateSink> followed = new HashMap<>();
    private final List<Runnable> held = new ArrayList<>();
    private Executor callbacks = Runnable::run;
    private final ExportComments client = ExportComments.builder()
            .token("s3cretT0ken".repeat(11))
            .transport(settings -> new OneTransport())
            .updates(context -> new Source())
            .timekeeper(time)
            .callbackExecutor(task -> callbacks.execute(task))
            .build();

    private final class OneTransport implements Transport {
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
        public void close() {}
    }

    private final class Source implements UpdateSource {
        @Override
        public String name() {
            return "fake";
        }

        @Override
        public Subscription follow(JobGuid guid, UpdateSink sink) {
            followed.put(guid, sink);
            sink.live();
            return () -> followed.remove(guid);
        }

        @Override
        public void close() {}
    }

    /** A subscriber that keeps all it hears. */
    private static final class Heard implements Flow.Subscriber<BatchUpdate> {
        private final List<BatchUpdate> updates = new ArrayList<>();
        private final long demand;
        private Flow.Subscription subscription;
        private Throwable error;
        private int completions;

        Heard(long demand) {
            this.demand = demand;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            if (demand != 0) {
                given.request(demand);
            }
        }

        @Override
        public void onNext(BatchUpdate update) {
            updates.add(update);
        }

        @Override
        public void onError(Throwable failure) {
            error = failure;
        }

        @Override
        public void onComplete() {
            completions++;
        }

        BatchUpdate last() {
            return updates.get(updates.size() - 1);
        }
    }

    private BatchesTest() {
        service.onCreateBatch = request ->
                CompletableFuture.completedFuture(new BatchReceipt(Optional.of(ID), List.of(TWO, ONE), List.of()));
        service.onBatch = id -> CompletableFuture.completedFuture(new BatchState(
                id, false, List.of(job(ONE, JobStatus.PROGRESS), job(TWO, JobStatus.QUEUEING)), List.of()));
        service.onGet = guid -> CompletableFuture.completedFuture(job(guid, JobStatus.QUEUEING));
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static Job job(JobGuid guid, JobStatus status) {
        return Job.builder(guid, status).retry(0).build();
    }

    private void say(JobGuid guid, JobStatus status, long exported) {
        followed.get(guid)
                .update(Observation.event(Job.builder(guid, status)
                        .totalExported(exported)
                        .retry(0)
                        .build()));
    }

    private Heard watch(long demand) {
        Heard heard = new Heard(demand);
        client.batch(ID).updates().subscribe(heard);
        time.advance(Duration.ofSeconds(1));
        return heard;
    }

    @Test
    void creatingGivesAHandleWithTheReceipt() {
        BatchHandle batch = client.createBatch(REQUEST);

        assertThat(batch.id()).contains(ID);
        assertThat(batch.receipt().orElseThrow().guids()).containsExactly(TWO, ONE);
        assertThat(batch.guids()).containsExactly(TWO, ONE);
        assertThat(batch).hasToString("Batch[b1]");
        assertThat(service.asked).containsExactly("create batch of 2");
    }

    @Test
    void aBatchIsPickedUpByItsId() {
        BatchHandle batch = client.batch(ID);
        assertThat(service.asked).isEmpty();

        assertThat(batch.receipt()).isEmpty();
        BatchState state = batch.refresh();
        assertThat(state.count(JobStatus.PROGRESS)).isOne();
        assertThat(batch.guids()).containsExactly(ONE, TWO);
        assertThat(service.asked).containsOnly("batch b1");
    }

    @Test
    void aReadingAboutAnotherBatchIsNotTaken() {
        service.onBatch = id ->
                CompletableFuture.completedFuture(new BatchState(BatchId.of("another"), true, List.of(), List.of()));

        assertThatThrownBy(() -> client.batch(ID).refresh())
                .isInstanceOf(UnreadableAnswerException.class)
                .hasMessageContaining("it is about batch another");
    }

    @Test
    void withoutAnIdABatchCannotBeReadButWatched() {
        service.onCreateBatch = request ->
                CompletableFuture.completedFuture(new BatchReceipt(Optional.empty(), List.of(ONE), List.of()));
        BatchHandle batch = client.createBatch(REQUEST);

        assertThatIllegalStateException().isThrownBy(batch::refresh);
        Heard heard = new Heard(Long.MAX_VALUE);
        batch.updates().subscribe(heard);
        time.advance(Duration.ofSeconds(1));
        say(ONE, JobStatus.DONE, 3);
        assertThat(heard.completions).isOne();
    }

    @Test
    void aWatchTellsOfAllItsJobsAndOfTheirEndOnce() {
        Heard heard = watch(Long.MAX_VALUE);
        assertThat(heard.last().size()).isEqualTo(2);
        assertThat(heard.last().count(JobStatus.QUEUEING)).isEqualTo(2);

        say(ONE, JobStatus.PROGRESS, 5);
        say(TWO, JobStatus.PROGRESS, 7);
        assertThat(heard.last().exported()).isEqualTo(12);
        say(TWO, JobStatus.DONE, 8);
        assertThat(heard.last().ended()).isOne();
        assertThat(heard.last().isTerminal()).isFalse();
        assertThat(heard.completions).isZero();

        say(ONE, JobStatus.ERROR, 5);
        assertThat(heard.last().isTerminal()).isTrue();
        assertThat(heard.updates.stream().filter(BatchUpdate::isTerminal)).hasSize(1);
        assertThat(heard.completions).isOne();
        assertThat(heard.error).isNull();
        assertThat(followed).isEmpty();
    }

    @Test
    void aSlowSubscriberGetsTheNewestAndTheEnd() {
        Heard heard = watch(0);
        say(ONE, JobStatus.PROGRESS, 5);
        say(ONE, JobStatus.PROGRESS, 6);
        say(TWO, JobStatus.DONE, 1);
        assertThat(heard.updates).isEmpty();

        heard.subscription.request(1);
        assertThat(heard.updates).singleElement().returns(7L, BatchUpdate::exported);
        say(ONE, JobStatus.PROGRESS, 8);
        say(ONE, JobStatus.DONE, 9);
        assertThat(heard.completions).isZero();
        heard.subscription.request(1);
        assertThat(heard.updates).hasSize(2);
        assertThat(heard.last().isTerminal()).isTrue();
        assertThat(heard.completions).isOne();
    }

    @Test
    void aBatchOfWhichNothingWasTakenIsOverAtOnce() {
        service.onBatch = id -> CompletableFuture.completedFuture(new BatchState(id, true, List.of(), List.of()));
        Heard heard = watch(Long.MAX_VALUE);

        assertThat(heard.updates).containsExactly(new BatchUpdate(0, List.of()));
        assertThat(heard.completions).isOne();
    }

    @Test
    void cancellingFreesEveryJobAndTellsNothingMore() {
        Heard heard = watch(Long.MAX_VALUE);
        int before = heard.updates.size();
        UpdateSink sink = followed.get(ONE);
        heard.subscription.cancel();

        assertThat(followed).isEmpty();
        sink.update(Observation.event(job(ONE, JobStatus.DONE)));
        assertThat(heard.updates).hasSize(before);
        assertThat(heard.completions).isZero();
    }

    @Test
    void cancellingWhileTheJobsAreAskedForEndsTheExchange() {
        service.onBatch = id -> new CompletableFuture<>();
        Heard heard = watch(Long.MAX_VALUE);
        heard.subscription.cancel();

        assertThat(service.exchanges.get(0)).isCancelled();
        assertThat(heard.error).isNull();
    }

    @Test
    void aBatchThatIsNotThereFailsTheWatch() {
        service.onBatch = id -> CompletableFuture.failedFuture(
                new NotFoundException(ErrorContext.of(Operation.BATCH_GET, null).answered(404, null, null), null));
        Heard heard = watch(Long.MAX_VALUE);

        assertThat(heard.error).isInstanceOf(NotFoundException.class);
        assertThat(heard.completions).isZero();
    }

    @Test
    void aJobThatIsNotThereFailsTheWatchAndFreesTheOthers() {
        service.onGet = guid -> guid.equals(TWO)
                ? CompletableFuture.failedFuture(new NotFoundException(
                        ErrorContext.of(Operation.GET, guid).answered(404, null, null), null))
                : CompletableFuture.completedFuture(job(guid, JobStatus.QUEUEING));
        Heard heard = watch(Long.MAX_VALUE);
        time.advance(Duration.ofMinutes(10));

        assertThat(heard.error).isInstanceOf(NotFoundException.class);
        assertThat(followed).isEmpty();
    }

    private void foundAfter(Duration lag) {
        Instant found = time.now().plus(lag);
        service.onGet = guid -> time.now().isBefore(found)
                ? CompletableFuture.failedFuture(new NotFoundException(
                        ErrorContext.of(Operation.GET, guid).answered(404, null, null), null))
                : CompletableFuture.completedFuture(job(guid, JobStatus.DONE));
        service.onList = (page, limit) ->
                CompletableFuture.completedFuture(new JobPage(List.of(), page, limit, OptionalLong.empty()));
    }

    @Test
    void jobsOfABatchThatWasCreatedJustNowAreWaitedForWhileReplicasLag() {
        foundAfter(Duration.ofSeconds(20));
        BatchHandle batch = client.createBatch(REQUEST);
        Heard heard = new Heard(Long.MAX_VALUE);
        batch.updates().subscribe(heard);
        CompletableFuture<Job> read = client.async().get(ONE);
        time.advance(Duration.ofMinutes(2));

        assertThat(heard.error).isNull();
        assertThat(heard.completions).isOne();
        assertThat(read).isCompletedWithValueMatching(job -> job.guid().equals(ONE));
    }

    @Test
    void jobsThatABatchNamesAreWaitedForWhileReplicasLag() {
        foundAfter(Duration.ofSeconds(20));
        Heard heard = watch(Long.MAX_VALUE);
        time.advance(Duration.ofMinutes(2));

        assertThat(heard.error).isNull();
        assertThat(heard.completions).isOne();
    }

    @Test
    void aBatchThatWasCreatedJustNowIsWaitedForWhileReplicasLag() {
        Instant found = time.now().plusSeconds(20);
        var usual = service.onBatch;
        service.onBatch = id -> time.now().isBefore(found)
                ? CompletableFuture.failedFuture(new NotFoundException(
                        ErrorContext.of(Operation.BATCH_GET, null).answered(404, null, null), null))
                : usual.apply(id);
        CompletableFuture<BatchState> read = client.createBatch(REQUEST).async().refresh();
        time.advance(Duration.ofSeconds(40));

        assertThat(read).isCompletedWithValueMatching(state -> state.batchId().equals(ID));
        assertThat(client.async().batch(BatchId.of("b2")).refresh()).isCompleted();
    }

    @Test
    void aSubscriberThatThrowsLeaves() {
        client.batch(ID).updates().subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription given) {
                given.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(BatchUpdate update) {
                throw new IllegalStateException("a mistake of the program's");
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onComplete() {}
        });
        time.advance(Duration.ofSeconds(1));

        assertThat(followed).isEmpty();
    }

    @Test
    void aDemandOfNothingIsAMistake() {
        Heard heard = watch(-1);

        assertThat(heard.error).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("3.9");
    }

    @Test
    void whoBeginsToWatchWhenNoCallbackThreadIsLeftGetsASubscriptionAndTheEnd() {
        callbacks = task -> {
            throw new RejectedExecutionException("shut down");
        };
        Heard heard = watch(Long.MAX_VALUE);

        assertThat(heard.subscription).isNotNull();
        assertThat(heard.error).isInstanceOf(ClientClosedException.class);
        assertThat(heard.completions).isZero();
    }

    @Test
    void whoBeginsToWatchWhenNoThreadIsToBeHadGetsASubscriptionAndTheReason() {
        callbacks = task -> {
            throw new OutOfMemoryError("unable to create native thread");
        };
        Heard heard = watch(Long.MAX_VALUE);

        assertThat(heard.subscription).isNotNull();
        assertThat(heard.error).isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void whoWatchesWhenNoCallbackThreadIsLeftHearsOfTheEnd() {
        Heard heard = watch(Long.MAX_VALUE);
        callbacks = task -> {
            throw new RejectedExecutionException("shut down");
        };
        say(ONE, JobStatus.PROGRESS, 5);

        assertThat(heard.error).isInstanceOf(RejectedExecutionException.class);
        assertThat(followed).isEmpty();
    }

    @Test
    void theProgramIsCalledByTheCallbackThreadsAlone() {
        callbacks = held::add;
        Heard heard = watch(Long.MAX_VALUE);

        assertThat(heard.subscription).isNull();
        while (!held.isEmpty()) {
            held.remove(0).run();
            time.advance(Duration.ofMillis(10));
        }
        assertThat(heard.last().count(JobStatus.QUEUEING)).isEqualTo(2);
        int before = heard.updates.size();
        say(ONE, JobStatus.PROGRESS, 5);
        assertThat(heard.updates).hasSize(before);
    }

    @Test
    void waitingEndsWithAllJobsHoweverTheyEnd() {
        CompletableFuture<BatchUpdate> end = client.async().batch(ID).await(Duration.ofMinutes(1));
        time.advance(Duration.ofSeconds(1));
        say(ONE, JobStatus.DONE, 2);
        assertThat(end).isNotDone();
        say(TWO, JobStatus.STOPPED, 0);

        assertThat(end).isCompletedWithValueMatching(BatchUpdate::isTerminal);
        assertThat(end.join().count(JobStatus.STOPPED)).isOne();
    }

    @Test
    void aDeadlineEndsTheWaitingAndFreesTheJobs() {
        CompletableFuture<BatchUpdate> end = client.async().batch(ID).await(Duration.ofMinutes(1));
        time.advance(Duration.ofMinutes(1));

        assertThatThrownBy(end::get)
                .cause()
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessage("not finished within 60.0 s. The jobs go on, and can be followed again");
        assertThat(followed).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.batch(ID).await(Duration.ZERO))
                .withMessageContaining("more than zero");
    }

    @Test
    void cancellingTheWaitingFreesTheJobs() {
        CompletableFuture<BatchUpdate> end = client.async().batch(ID).await(Duration.ofMinutes(1));
        time.advance(Duration.ofSeconds(1));
        assertThat(followed).hasSize(2);
        end.cancel(false);

        assertThat(followed).isEmpty();
    }

    @Test
    void closingEndsEveryWatch() {
        Heard heard = watch(Long.MAX_VALUE);
        client.close();

        assertThat(heard.error).isInstanceOf(ClientClosedException.class);
        Heard late = watch(Long.MAX_VALUE);
        assertThat(late.error).isInstanceOf(ClientClosedException.class);
        assertThatThrownBy(() -> client.createBatch(REQUEST)).isInstanceOf(ClientClosedException.class);
    }
}
