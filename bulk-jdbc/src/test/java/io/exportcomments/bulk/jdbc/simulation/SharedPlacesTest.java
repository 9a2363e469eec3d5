package io.exportcomments.bulk.jdbc.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.policy.resilience4j.AccountLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Workers that know of each other by the table alone have no more on the way than the plan has places. */
@ExtendWith(QuietLog.class)
class SharedPlacesTest {
    private final BulkSimulation simulation = new BulkSimulation(
            3,
            Odds.NONE,
            ServicePlan.business(),
            JobScript.queued(Duration.ZERO).done(Duration.ofMinutes(2)),
            time -> new InMemoryBulkStore(time::now),
            (time, client) -> {
                AccountLimits own =
                        AccountLimits.builder(Plan.BUSINESS).timekeeper(time).build();
                client.interceptor(own).listener(own.listener());
            });

    @Test
    void oneByOne() {
        simulation.serviceBatches = false;
        simulation.submit("a", BulkSimulation.requests(14));
        simulation.start(3, 10);
        assertThat(simulation.runUntilOver(Duration.ofHours(1), "a")).isNotNull();
        assertThat(simulation.faults("a")).isEmpty();
        assertThat(simulation.service.refusals()).isZero();
    }

    @Test
    void whereBatchesAreSent() {
        simulation.submit("a", BulkSimulation.requests(14));
        simulation.start(3, 10);
        assertThat(simulation.runUntilOver(Duration.ofHours(1), "a")).isNotNull();
        assertThat(simulation.faults("a")).isEmpty();
        assertThat(simulation.service.refusals()).isZero();
    }
}
