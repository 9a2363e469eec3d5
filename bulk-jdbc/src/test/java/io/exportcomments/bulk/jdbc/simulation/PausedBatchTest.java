package io.exportcomments.bulk.jdbc.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.bulk.batch.BatchPlan;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.job.Operation;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.ServicePlan;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A failed job of a batch that is paused or cancelled does not run again. */
@ExtendWith(QuietLog.class)
class PausedBatchTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final BulkSimulation simulation = new BulkSimulation(
            1,
            Odds.NONE,
            ServicePlan.unlimited(),
            JobScript.failing("not today")
                    .onRetry(JobScript.queued(Duration.ofSeconds(1)).done(Duration.ofSeconds(19))),
            time -> new InMemoryBulkStore(time::now),
            (time, client) -> {});

    /** Does something to the batch while its worker reads the job, to retry it. */
    private void whileTheJobIsRead(Consumer<BulkBatches> deed) {
        simulation.inProgram(bulk -> bulk.submit(BatchPlan.named("a").maxAttempts(2), BulkSimulation.requests(1)));
        simulation.start(1, 1);
        while (simulation.items("a").get(0).failures() == 0) {
            simulation.time.advance(Duration.ofSeconds(1));
        }
        boolean[] read = new boolean[1];
        simulation.service.slowness = operation -> {
            read[0] |= operation == Operation.GET;
            return operation == Operation.GET ? Duration.ofSeconds(10) : Duration.ZERO;
        };
        while (!read[0]) {
            simulation.time.advance(Duration.ofSeconds(1));
        }
        simulation.service.slowness = operation -> Duration.ZERO;
        simulation.inProgram(deed);
        simulation.time.advance(Duration.ofMinutes(5));
    }

    @Test
    void aPausedOneRunsAgainWhenItGoesOn() {
        whileTheJobIsRead(bulk -> bulk.pause("a"));
        assertThat(simulation.service.all()).extracting(job -> job.status()).containsExactly("error");
        assertThat(simulation.progress("a").count(ItemState.WAITING)).isEqualTo(1);
        simulation.inProgram(bulk -> bulk.resume("a"));
        assertThat(simulation.runUntilOver(HOUR, "a")).isNotNull();
        assertThat(simulation.faults("a")).isEmpty();
    }

    @Test
    void aCancelledOneHasEnded() {
        whileTheJobIsRead(bulk -> bulk.cancel("a"));
        assertThat(simulation.service.all()).extracting(job -> job.status()).containsExactly("error");
        assertThat(simulation.progress("a").count(ItemState.STOPPED)).isEqualTo(1);
    }
}
