package io.exportcomments.update.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.testkit.update.Simulation;
import io.exportcomments.testkit.update.Watched;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WebhookUpdatesTest {
    @Test
    void aWatchEndsWithTheDeliveryAndAsksOnlyAtItsBeginning() {
        try (Simulation simulation = new SimulatedDeliveries().simulation().start()) {
            Watched watched = simulation.watch(
                    simulation.seed(JobScript.queued(Duration.ofSeconds(1)).done(Duration.ofSeconds(20))));
            simulation.passUntil(watched::isOver, Duration.ofSeconds(25));

            assertThat(watched.ends()).hasSize(1);
            assertThat(watched.ends().get(0).status()).isEqualTo(JobStatus.DONE);
            assertThat(watched.ends().get(0).source()).isEqualTo("webhook");
            assertThat(simulation.mock().journal().count(MockOperation.GET)).isEqualTo(1);
            assertThat(simulation.mock().journal().entries()).hasSize(1);
        }
    }

    @Test
    void aGuidInCapitalsIsTheSameJob() {
        try (Simulation simulation = new SimulatedDeliveries().simulation().start()) {
            JobGuid guid =
                    simulation.seed(JobScript.queued(Duration.ofSeconds(1)).done(Duration.ofSeconds(20)));
            Watched watched = simulation.watch(JobGuid.of(guid.value().toUpperCase(Locale.ROOT)));
            simulation.passUntil(watched::isOver, Duration.ofSeconds(25));

            assertThat(watched.ends()).hasSize(1);
            assertThat(watched.ends().get(0).source()).isEqualTo("webhook");
        }
    }
}
