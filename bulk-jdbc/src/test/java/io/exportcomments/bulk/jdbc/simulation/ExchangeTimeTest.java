package io.exportcomments.bulk.jdbc.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.job.Operation;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.port.Timeouts;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How long a creation may take goes by how long an attempt of the client may take. */
@ExtendWith(QuietLog.class)
class ExchangeTimeTest {
    private static final Duration ATTEMPT = Duration.ofMinutes(3);

    private final BulkSimulation simulation = new BulkSimulation(
            1,
            Odds.NONE,
            ServicePlan.unlimited(),
            JobScript.queued(Duration.ofSeconds(1)).done(Duration.ofSeconds(19)),
            time -> new InMemoryBulkStore(time::now),
            (time, client) -> client.timeouts(new Timeouts(Duration.ofSeconds(10), ATTEMPT, Duration.ofMinutes(10))));

    /** The service takes the request when the worker that sent it is long dead, and within what an attempt may take. */
    @Test
    void aSlowCreationIsNotSentAgainWhileItMayStillArrive() {
        AtomicBoolean first = new AtomicBoolean(true);
        simulation.service.slowness = operation ->
                operation == Operation.CREATE && first.getAndSet(false) ? ATTEMPT.minusSeconds(10) : Duration.ZERO;
        simulation.submit("a", BulkSimulation.requests(1));
        BulkSimulation.Worker killed = simulation.new Worker("killed", 1);
        killed.start();
        simulation.time.advance(Duration.ofSeconds(2));
        assertThat(first).isFalse();
        killed.kill();
        simulation.start(1, 1);
        assertThat(simulation.runUntilOver(Duration.ofHours(1), "a")).isNotNull();
        simulation.time.advance(ATTEMPT);
        assertThat(simulation.service.all()).extracting(MockJob::url).hasSize(1);
        assertThat(simulation.faults("a")).isEmpty();
    }

    @Test
    void anExchangeThatIsShorterThanAnAttemptIsRefused() {
        BulkSimulation.Worker worker = simulation.new Worker("w", 1);
        worker.bulk.exchangeTimeout(ATTEMPT.plusSeconds(4));
        assertThatIllegalStateException()
                .isThrownBy(worker.bulk::build)
                .withMessage(
                        "The exchangeTimeout must be at least 5 s longer than the client's attempt time-out, or what"
                                + " is still on its way could be sent again: 184000 ms and 180000 ms");
        worker.bulk.exchangeTimeout(ATTEMPT.plusSeconds(5)).build().close();
    }

    @Test
    void aTimeOutOfItsRangeIsToldWithTheRange() {
        BulkSimulation.Worker worker = simulation.new Worker("w", 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> worker.bulk.closingWait(Duration.ofSeconds(10)))
                .withMessage("closingWait must be between 0 s and 5 s: PT10S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> worker.bulk.heartbeat(Duration.ZERO))
                .withMessage("heartbeat must be between 100 ms and 10 min: PT0S");
    }
}
