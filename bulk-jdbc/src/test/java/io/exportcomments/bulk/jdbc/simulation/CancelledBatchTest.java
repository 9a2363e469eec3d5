package io.exportcomments.bulk.jdbc.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.bulk.batch.BatchPlan;
import io.exportcomments.bulk.batch.BatchStage;
import io.exportcomments.bulk.batch.ItemEvent;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.bulk.port.StoreTransaction;
import io.exportcomments.job.Operation;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.ServicePlan;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever comes to a batch after it was cancelled, nothing waits in it for ever. */
@ExtendWith(QuietLog.class)
class CancelledBatchTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final BulkSimulation simulation = new BulkSimulation(
            1,
            Odds.NONE,
            ServicePlan.unlimited(),
            JobScript.queued(Duration.ofSeconds(1)).done(Duration.ofSeconds(19)),
            time -> new InMemoryBulkStore(time::now),
            (time, client) -> {});

    /** Another program cancels the batch just after some transactions of this one. */
    private BulkStore cancelledAfter(int transactions) {
        return new BulkStore() {
            private int left = transactions;

            @Override
            public <T> T transact(Function<StoreTransaction, T> work) {
                T result = simulation.store.transact(work);
                if (--left == 0) {
                    simulation.inProgram(bulk -> bulk.cancel("a"));
                }
                return result;
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void theRestOfASubmissionIsRefused() {
        BulkBatches program = BulkBatches.in(cancelledAfter(1));
        assertThatIllegalStateException()
                .isThrownBy(() -> program.submit("a", BulkSimulation.requests(501)))
                .withMessage("The batch a was cancelled, which is for good");
        assertThat(simulation.progress("a").count(ItemState.STOPPED)).isEqualTo(500);
        assertThat(simulation.progress("a").count(ItemState.WAITING)).isZero();
    }

    @Test
    void anUncertainItemIsNotSentAgain() {
        simulation.submit("a", BulkSimulation.requests(1));
        long id = simulation.items("a").get(0).id();
        simulation.store.transact(tx -> {
            var sending = tx.item(id).orElseThrow().edit().event(ItemEvent.SEND);
            tx.save(sending.done(tx.now()).edit().event(ItemEvent.UNCLEAR).done(tx.now()));
            return true;
        });
        simulation.inProgram(bulk -> bulk.cancel("a"));
        simulation.inProgram(bulk -> assertThatIllegalStateException()
                .isThrownBy(() -> bulk.decide(id, Optional.empty()))
                .withMessage("The batch a was cancelled, which is for good"));
    }

    @Test
    void whatCameBackAtTheMomentOfCancellingIsEndedByAWorker() {
        simulation.submit("a", BulkSimulation.requests(2));
        simulation.store.transact(tx -> {
            tx.save(tx.batch("a").orElseThrow().in(BatchStage.CANCELLED));
            return true;
        });
        simulation.start(1, 1);
        assertThat(simulation.runUntilOver(HOUR, "a")).isNotNull();
        assertThat(simulation.progress("a").count(ItemState.STOPPED)).isEqualTo(2);
        assertThat(simulation.service.all()).isEmpty();
    }

    /** The request that lets it run again is on its way: it runs, and is stopped like all that run. */
    @Test
    void aJobThatIsRetriedAtThatMomentIsStopped() {
        AtomicBoolean retried = new AtomicBoolean();
        simulation.service.script(
                "video",
                JobScript.failing("not today")
                        .onRetry(JobScript.queued(Duration.ofSeconds(1)).done(HOUR)));
        simulation.service.slowness = operation -> {
            retried.compareAndSet(false, operation == Operation.RETRY);
            return operation == Operation.RETRY ? Duration.ofSeconds(12) : Duration.ZERO;
        };
        simulation.inProgram(bulk -> bulk.submit(BatchPlan.named("a").maxAttempts(2), BulkSimulation.requests(1)));
        simulation.start(1, 1);
        while (!retried.get()) {
            simulation.time.advance(Duration.ofSeconds(1));
        }
        simulation.inProgram(bulk -> bulk.cancel("a"));
        assertThat(simulation.runUntilOver(HOUR, "a")).isNotNull();
        simulation.time.advance(Duration.ofMinutes(1));
        assertThat(simulation.progress("a").count(ItemState.STOPPED)).isEqualTo(1);
        assertThat(simulation.service.all()).extracting(job -> job.status()).containsOnly("stopped");
    }
}
