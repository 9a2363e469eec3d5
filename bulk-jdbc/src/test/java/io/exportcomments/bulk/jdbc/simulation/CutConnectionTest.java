package io.exportcomments.bulk.jdbc.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.ServicePlan;
import java.time.Duration;
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
}
