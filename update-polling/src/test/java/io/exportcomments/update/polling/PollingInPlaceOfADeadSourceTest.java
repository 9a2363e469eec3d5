package io.exportcomments.update.polling;

import io.exportcomments.job.JobGuid;
import io.exportcomments.port.UpdateContext;
import io.exportcomments.port.UpdateSink;
import io.exportcomments.port.UpdateSource;
import io.exportcomments.testkit.update.Simulation;
import java.time.Duration;

/** Polling passes the contract too where it stands in for a source that never comes up (W5). */
class PollingInPlaceOfADeadSourceTest extends PollingContractTest {
    private static final Duration FAILOVER = Duration.ofSeconds(5);

    @Override
    protected Simulation.Builder simulation() {
        return Simulation.builder(transport()).updates(DeadSource::new).updates(updates());
    }

    @Override
    protected Duration beginsWithin() {
        return FAILOVER;
    }

    private static final class DeadSource implements UpdateSource {
        DeadSource(UpdateContext context) {}

        @Override
        public String name() {
            return "dead";
        }

        @Override
        public Subscription follow(JobGuid guid, UpdateSink sink) {
            return () -> {};
        }

        @Override
        public void close() {}
    }
}
