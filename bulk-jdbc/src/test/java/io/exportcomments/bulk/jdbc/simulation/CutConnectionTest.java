package io.exportcomments.bulk.jdbc.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.BulkListener;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.ServicePlan;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The connection to the store is cut while it commits: the worker lives on, and does not know what it has. */
@ExtendWith(QuietLog.class)
class CutConnectionTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whatTheWorkerDoesNotKnowToBeItsOwnIsTakenUpAgain(long seed) {
        cut(seed, ServicePlan.unlimited(), 10);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void norIsAnythingOfABatchOfTheServiceLost(long seed) {
        cut(seed, ServicePlan.business().withJobsPerFiveMinutes(3), 30);
    }

    private static void cut(long seed, ServicePlan plan, int urls) {
        BulkSimulation simulation = new BulkSimulation(
                seed,
                Odds.NONE,
                plan,
                JobScript.queued(Duration.ofSeconds(1)).done(Duration.ofSeconds(19)),
                time -> new InMemoryBulkStore(time::now),
                (time, client) -> {});
        simulation.submit("a", BulkSimulation.requests(urls));
        simulation.start(1, 5);
        ProcessStore store = simulation.processes.get(0).store;
        store.cutCommits = 0.3;
        simulation.time.advance(Duration.ofMinutes(3));
        store.cutCommits = 0;
        assertThat(simulation.runUntilOver(Duration.ofHours(3), "a")).isNotNull();
        assertThat(simulation.faults("a")).isEmpty();
    }

    private static BulkSimulation simulation() {
        return new BulkSimulation(
                1,
                Odds.NONE,
                ServicePlan.unlimited(),
                JobScript.queued(Duration.ofSeconds(1)).done(Duration.ofSeconds(19)),
                time -> new InMemoryBulkStore(time::now),
                (time, client) -> {});
    }

    /** Such as memory that is short for a moment. */
    @Test
    void aWorkerWhoseStoreThrowsAnErrorGoesOn() {
        BulkSimulation simulation = simulation();
        simulation.start(1, 5);
        ProcessStore store = simulation.processes.get(0).store;
        for (int round = 0; round < 20; round++) {
            simulation.submit("a" + round, BulkSimulation.requests(3));
            simulation.time.advance(Duration.ofSeconds(round));
            store.errors = 1 + round % 3;
            assertThat(simulation.runUntilOver(Duration.ofHours(3), "a" + round))
                    .as("round " + round)
                    .isNotNull();
        }
    }

    @Test
    void aListenerThatThrowsAnErrorHoldsNothingUp() {
        BulkSimulation simulation = simulation();
        simulation.submit("a", BulkSimulation.requests(5));
        simulation.listener = new BulkListener() {
            @Override
            public void changed(BulkItem item) {
                throw new AssertionError("not as expected");
            }
        };
        simulation.start(1, 5);
        assertThat(simulation.runUntilOver(Duration.ofMinutes(10), "a")).isNotNull();
        assertThat(simulation.faults("a")).isEmpty();
    }
}
