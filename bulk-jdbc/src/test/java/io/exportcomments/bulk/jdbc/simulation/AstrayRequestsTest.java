package io.exportcomments.bulk.jdbc.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.bulk.batch.BatchPlan;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.job.Operation;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.ServicePlan;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway's "no such path" for a while: it says nothing of the service. */
@ExtendWith(QuietLog.class)
class AstrayRequestsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final JobScript COURSE = JobScript.queued(Duration.ZERO).done(Duration.ofSeconds(20));

    private static BulkSimulation simulation(ServicePlan plan) {
        return new BulkSimulation(
                1, Odds.NONE, plan, COURSE, time -> new InMemoryBulkStore(time::now), (time, client) -> {});
    }

    @Test
    void aServiceWhoseBatchesWentAstrayHasThem() {
        BulkSimulation simulation = simulation(ServicePlan.business().withJobsPerFiveMinutes(2));
        simulation.service.astray = operation -> operation == Operation.BATCH_CREATE;
        simulation.submit("a", BulkSimulation.requests(42));
        simulation.start(1, 10);
        simulation.time.advance(Duration.ofMinutes(2));
        assertThat(simulation.service.batches).isEmpty();
        simulation.service.astray = operation -> false;
        assertThat(simulation.runUntilOver(HOUR, "a")).isNotNull();
        assertThat(simulation.faults("a")).isEmpty();
        assertThat(simulation.service.batches).isNotEmpty();
    }

    @Test
    void jobsOfABatchWhoseReadingWentAstrayAreTold() {
        BulkSimulation simulation = simulation(ServicePlan.business().withJobsPerFiveMinutes(2));
        simulation.service.astray = operation -> operation == Operation.BATCH_GET || operation == Operation.GET;
        simulation.submit("a", BulkSimulation.requests(42));
        simulation.start(1, 10);
        simulation.time.advance(Duration.ofSeconds(60));
        simulation.service.astray = operation -> false;
        assertThat(simulation.runUntilOver(HOUR, "a")).isNotNull();
        assertThat(simulation.faults("a")).isEmpty();
    }

    @Test
    void aJobIsNotGoneThatCannotBeReadForAWhile() {
        BulkSimulation simulation = simulation(ServicePlan.unlimited());
        simulation.submit("a", BulkSimulation.requests(4));
        simulation.start(1, 4);
        simulation.time.advance(Duration.ofSeconds(2));
        simulation.service.astray = operation -> operation == Operation.GET || operation == Operation.LIST;
        simulation.time.advance(Duration.ofHours(2));
        assertThat(simulation.progress("a").count(ItemState.FAILED)).isZero();
        simulation.service.astray = operation -> false;
        assertThat(simulation.runUntilOver(HOUR, "a")).isNotNull();
        assertThat(simulation.faults("a")).isEmpty();
    }

    /** A job that is created anew counts on the account once more. */
    @Test
    void aFailedJobThatCannotBeReadForAWhileIsNotCreatedAnew() {
        BulkSimulation simulation = simulation(ServicePlan.unlimited());
        simulation.service.script("video", JobScript.queued(Duration.ZERO).fails(Duration.ofSeconds(2), "private"));
        simulation.inProgram(bulk -> bulk.submit(BatchPlan.named("a").maxAttempts(2), BulkSimulation.requests(1)));
        simulation.start(1, 4);
        while (simulation.items("a").get(0).failures() == 0) {
            simulation.time.advance(Duration.ofSeconds(1));
        }
        simulation.service.astray = operation -> operation == Operation.GET;
        simulation.time.advance(Duration.ofMinutes(5));
        simulation.service.astray = operation -> false;
        assertThat(simulation.runUntilOver(HOUR, "a")).isNotNull();
        assertThat(simulation.service.all()).hasSize(1);
        assertThat(simulation.items("a").get(0).state()).isEqualTo(ItemState.FAILED);
    }

    /** Nobody has looked, so there is nothing yet that a person could decide. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasBeingSentIsNotUncertainBecauseNothingCanBeReadForLong(boolean isSilent) {
        BulkSimulation simulation = simulation(ServicePlan.unlimited());
        Predicate<Operation> unreadable = operation -> operation == Operation.LIST;
        simulation.service.silent =
                operation -> operation == Operation.CREATE || (isSilent && unreadable.test(operation));
        simulation.service.astray = isSilent ? operation -> false : unreadable;
        simulation.submit("a", BulkSimulation.requests(3));
        simulation.start(1, 4);
        simulation.time.advance(Duration.ofHours(12));
        assertThat(simulation.progress("a").count(ItemState.UNCERTAIN)).isZero();
        simulation.service.silent = operation -> false;
        simulation.service.astray = operation -> false;
        assertThat(simulation.runUntilOver(HOUR, "a")).isNotNull();
        assertThat(simulation.faults("a")).isEmpty();
    }
}
