package io.exportcomments.bulk.jdbc.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.exportcomments.bulk.BulkExports;
import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.bulk.batch.BulkProgress;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.port.Handover;
import io.exportcomments.job.Operation;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.ServicePlan;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What comes after the end of a worker. */
class ClosedExportsTest {
    private final BulkSimulation simulation = new BulkSimulation(
            1,
            Odds.NONE,
            ServicePlan.unlimited(),
            JobScript.queued(Duration.ZERO).done(Duration.ofSeconds(5)),
            time -> new InMemoryBulkStore(time::now),
            (time, client) -> {});

    private final BulkSimulation.Worker process = simulation.new Worker("w", 5);

    private final AtomicReference<@Nullable Thread> waiter = new AtomicReference<>();

    /** With threads of its own, as programs have it. */
    @Test
    void closingTwiceIsFineAndNothingIsSubmittedAfterwards() {
        BulkExports bulk = BulkExports.builder(process.client, simulation.store).start();
        bulk.submit("a", BulkSimulation.requests(1));
        bulk.close();
        assertThatCode(bulk::close).doesNotThrowAnyException();
        assertThatIllegalStateException()
                .isThrownBy(() -> bulk.submit("b", BulkSimulation.requests(1)))
                .withMessage("The bulk exports are closed");
        assertThat(bulk.batches()).containsExactly("a");
        assertThatCode(() -> bulk.pause("a")).doesNotThrowAnyException();
        assertThatCode(() -> bulk.resume("a")).doesNotThrowAnyException();
    }

    /** With threads of its own, as waiting takes real time. */
    @Test
    void whoAwaitsABatchHearsOfTheClosing() {
        BulkExports bulk =
                BulkExports.builder(process.client, new InMemoryBulkStore()).build();
        bulk.submit("a", BulkSimulation.requests(1));
        CompletableFuture<BulkProgress> waiting = CompletableFuture.supplyAsync(() -> awaited(bulk));
        Awaitility.await("the waiting").until(() -> waiter.get() != null);
        bulk.close();
        assertThat(waiting)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withCauseInstanceOf(IllegalStateException.class)
                .withMessageContaining("The bulk exports are closed");
    }

    private BulkProgress awaited(BulkExports bulk) {
        waiter.set(Thread.currentThread());
        try {
            return bulk.await("a", ChronoUnit.FOREVER.getDuration());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void oneThatIsOpenedAgainGoesOnWithWhatItHandedBack() {
        simulation.submit("a", BulkSimulation.requests(3));
        process.start();
        BulkExports bulk = process.running();
        simulation.time.advance(Duration.ofSeconds(2));
        bulk.close();
        assertThat(bulk.isWorking()).isFalse();
        simulation.time.advance(Duration.ofMinutes(2));
        assertThat(simulation.progress("a").isOver()).isFalse();

        bulk.reopen();
        bulk.start();
        assertThat(bulk.isWorking()).isTrue();
        bulk.submit("b", BulkSimulation.requests(1));
        simulation.time.advance(Duration.ofMinutes(2));
        assertThat(simulation.progress("a").count(ItemState.DONE)).isEqualTo(3);
        assertThat(simulation.progress("b").isOver()).isTrue();
    }

    /** With threads of its own, which end at each closing. */
    @Test
    void oneThatOnlySubmitsDoesNoMoreWhenItIsOpenedAgain() {
        BulkExports bulk = BulkExports.builder(process.client, simulation.store).build();
        bulk.close();
        bulk.reopen();
        bulk.submit("a", BulkSimulation.requests(1));
        assertThat(bulk.isWorking()).isFalse();
        bulk.close();
        assertThatIllegalStateException().isThrownBy(() -> bulk.submit("b", BulkSimulation.requests(1)));
    }

    @Test
    void closingMayWaitForTheAnswersToWhatHasGoneOut() {
        submitAndClose(3, Duration.ofSeconds(5));
        assertThat(simulation.progress("a").count(ItemState.CREATED)).isEqualTo(3);
        assertThat(simulation.owners("a")).containsOnly("null");
    }

    @Test
    void whatIsNotAnsweredInTimeIsHandedBackAsBeingSent() {
        simulation.service.silent = operation -> operation == Operation.CREATE;
        submitAndClose(1, Duration.ofMillis(100));
        assertThat(simulation.progress("a").count(ItemState.SENDING)).isEqualTo(1);
        assertThat(simulation.owners("a")).containsOnly("null");
    }

    /** Closes while the answers are on their way; time stands still until the worker knows of its end. */
    private void submitAndClose(int items, Duration wait) {
        AtomicInteger tasks = new AtomicInteger();
        process.bulk.closingWait(wait).workExecutor(task -> {
            process.clock.run(task);
            tasks.incrementAndGet();
        });
        simulation.submit("a", BulkSimulation.requests(items));
        process.start();
        assertThat(simulation.progress("a").count(ItemState.SENDING)).isEqualTo(items);
        int before = tasks.get();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(process.running()::close);
        Awaitility.await("the worker to know of its end").until(() -> tasks.get() > before);
        simulation.time.advance(wait);
        closing.join();
    }

    /** The client's threads bring the answers to requests that were on their way. */
    @Test
    void answersThatComeAfterTheThreadsAreGoneAreDropped() {
        AtomicBoolean gone = new AtomicBoolean();
        AtomicInteger late = new AtomicInteger();
        process.bulk.workExecutor(task -> {
            if (gone.get()) {
                late.incrementAndGet();
                throw new RejectedExecutionException("shut down");
            }
            task.run();
        });
        simulation.submit("a", BulkSimulation.requests(3));
        process.start();
        process.running().close();
        gone.set(true);
        assertThatCode(() -> simulation.time.advance(Duration.ofMinutes(2))).doesNotThrowAnyException();
        assertThat(late).hasPositiveValue();
    }

    /** As threads do that are full. */
    @Test
    void aTaskThatTheLentThreadsRefuseIsOfferedToThemAgain() {
        AtomicInteger offered = new AtomicInteger();
        process.bulk.workExecutor(task -> {
            if (offered.incrementAndGet() % 3 == 0) {
                throw new RejectedExecutionException("full");
            }
            process.clock.run(task);
        });
        simulation.submit("a", BulkSimulation.requests(3));
        process.start();
        simulation.time.advance(Duration.ofMinutes(5));
        assertThat(offered).hasValueGreaterThan(3);
        assertThat(simulation.progress("a").count(ItemState.DONE)).isEqualTo(3);
    }

    /** A program may shut down its own executor before it closes the exports. */
    @Test
    void itemsAreHandedBackAlsoWhenTheThreadsThatWereLentAreGone() {
        AtomicBoolean gone = new AtomicBoolean();
        process.bulk.workExecutor(task -> {
            if (gone.get()) {
                throw new RejectedExecutionException("shut down");
            }
            process.clock.run(task);
        });
        simulation.submit("a", BulkSimulation.requests(3));
        process.start();
        simulation.time.advance(Duration.ofSeconds(2));
        gone.set(true);
        assertThatCode(() -> simulation.time.advance(Duration.ofSeconds(20))).doesNotThrowAnyException();
        assertThatCode(() -> process.running().close()).doesNotThrowAnyException();
        assertThat(simulation.owners("a")).containsOnly("null");
    }

    private static final class Watcher implements Flow.Subscriber<BulkProgress> {
        final CompletableFuture<Flow.Subscription> subscribed = new CompletableFuture<>();
        final CompletableFuture<String> end = new CompletableFuture<>();

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscribed.complete(subscription);
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(BulkProgress progress) {}

        @Override
        public void onError(Throwable error) {
            end.complete(String.valueOf(error.getMessage()));
        }

        @Override
        public void onComplete() {
            end.complete("complete");
        }
    }

    /** With threads of its own, which end at each closing. */
    @Test
    void watchersAreToldOfTheClosingAndCanWatchAgainAfterwards() throws Exception {
        BulkExports bulk = BulkExports.builder(process.client, simulation.store).build();
        bulk.submit("a", BulkSimulation.requests(1));
        Flow.Publisher<BulkProgress> watch = bulk.watch("a");
        Watcher first = new Watcher();
        watch.subscribe(first);
        first.subscribed.get(30, TimeUnit.SECONDS);
        bulk.close();
        assertThat(first.end.get(30, TimeUnit.SECONDS)).isEqualTo("The bulk exports are closed");
        Watcher late = new Watcher();
        watch.subscribe(late);
        assertThat(late.subscribed).isDone();
        assertThat(late.end.get(30, TimeUnit.SECONDS)).isEqualTo("The bulk exports are closed");

        bulk.reopen();
        Watcher again = new Watcher();
        watch.subscribe(again);
        again.subscribed.get(30, TimeUnit.SECONDS);
        bulk.cancel("a");
        simulation.store.transact(tx -> {
            var batch = tx.batch("a").orElseThrow();
            tx.items(batch, EnumSet.of(ItemState.STOPPED), 0, 10)
                    .forEach(item -> tx.save(item.edit().handover(Handover.OVER).done(tx.now())));
            return true;
        });
        assertThat(again.end.get(30, TimeUnit.SECONDS)).isEqualTo("complete");
        bulk.close();
    }

    /** A program may shut down its own executor before it closes the exports. */
    @Test
    void watchersAreToldWhenTheThreadsThatWereLentForThemAreGone() {
        AtomicBoolean gone = new AtomicBoolean();
        process.bulk.handlerExecutor(task -> {
            if (gone.get()) {
                throw new RejectedExecutionException("shut down");
            }
            task.run();
        });
        simulation.submit("a", BulkSimulation.requests(1));
        process.start();
        Watcher asking = new Watcher();
        Watcher cancelling = new Watcher();
        Watcher waiting = new Watcher();
        Watcher late = new Watcher();
        process.running().watch("a").subscribe(asking);
        process.running().watch("a").subscribe(cancelling);
        process.running().watch("a").subscribe(waiting);
        gone.set(true);
        assertThatCode(() -> cancelling.subscribed.join().cancel()).doesNotThrowAnyException();
        assertThatCode(() -> asking.subscribed.join().request(1)).doesNotThrowAnyException();
        process.running().watch("a").subscribe(late);
        simulation.time.advance(Duration.ofSeconds(1));
        assertThat(waiting.end).isCompletedWithValue("The threads that tell subscribers take no more tasks");
        assertThat(asking.end).isCompletedWithValue("The threads that tell subscribers take no more tasks");
        assertThat(late.end).isCompletedWithValue("The threads that tell subscribers take no more tasks");
        assertThat(cancelling.end).isNotDone();
    }
}
