package io.exportcomments.bulk.jdbc.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.job.Operation;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.ServicePlan;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A program that is alone on its store was killed while a batch of the service was on its way, and runs again. */
@ExtendWith(QuietLog.class)
class TakenBackBatchTest {
    private final BulkSimulation simulation = new BulkSimulation(
            1,
            Odds.NONE,
            ServicePlan.business().withJobsPerFiveMinutes(2),
            JobScript.queued(Duration.ZERO).done(Duration.ofSeconds(20)),
            time -> new InMemoryBulkStore(time::now),
            (time, client) -> {});

    private long count(ItemState state) {
        return simulation.items("a").stream()
                .filter(item -> item.state() == state)
                .count();
    }

    private void killWhileABatchIsOnItsWay() {
        simulation.submit("a", BulkSimulation.requests(42));
        simulation.start(1, 10);
        while (count(ItemState.SENDING) < 40) {
            simulation.time.advance(Duration.ofMillis(10));
        }
        simulation.processes.get(0).kill();
    }

    private void runAgain() {
        simulation.inProgram(bulk -> {
            bulk.takeBack("a");
            bulk.lookAgain("a");
        });
        simulation.start(1, 10);
        assertThat(simulation.runUntilOver(Duration.ofHours(3), "a")).isNotNull();
        assertThat(simulation.faults("a")).isEmpty();
        assertThat(simulation.service.batches).first().isEqualTo(40);
    }

    /** The service works through it for longer than a look into the list takes. */
    @Test
    void nothingIsSentAgainWhileTheServiceMayStillBeAtIt() {
        simulation.service.slowness =
                operation -> operation == Operation.BATCH_CREATE ? Duration.ofSeconds(50) : Duration.ZERO;
        killWhileABatchIsOnItsWay();
        assertThat(simulation.service.batches).isEmpty();
        simulation.service.slowness = operation -> Duration.ZERO;
        runAgain();
        assertThat(simulation.service.all()).hasSize(42);
    }

    @Test
    void whatTheServiceTookIsFound() {
        killWhileABatchIsOnItsWay();
        simulation.time.advance(Duration.ofMinutes(2));
        runAgain();
        assertThat(simulation.service.batches).containsExactly(40);
    }
}
