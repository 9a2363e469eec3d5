package io.exportcomments.bulk.jdbc.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.policy.resilience4j.AccountLimits;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a batch takes, beside the shortest time that the plan allows. */
@ExtendWith(QuietLog.class)
class SpeedTest {
    private static final int URLS = Integer.getInteger("bulk.urls", 1_000);
    private static final Duration JOB = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void oneByOneWorkersThatShareTheLimitsAreAsFastAsThePlanAllows(int workers) {
        Run run = run(workers, JOB, false);
        assertThat(run.share(Optimum.oneByOne(Plan.BUSINESS, URLS, JOB))).isGreaterThanOrEqualTo(0.98);
        assertThat(run.simulation.service.batches).isEmpty();
        assertThat(run.simulation.service.refusals()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 16})
    void withBatchesTheyAreAsFastAsBothWaysTogetherAllow(int workers) {
        Run run = run(workers, JOB, true);
        assertThat(run.share(Optimum.bothWays(Plan.BUSINESS, URLS, JOB))).isGreaterThanOrEqualTo(0.98);
        assertThat(run.simulation.service.refusals()).isZero();
    }

    /** Each worker has limits of its own, as a new process has. */
    @Test
    void withAKillEveryTenMinutesTheyAreNotMuchSlower() {
        BulkSimulation simulation = simulation(JOB, time -> limits(time));
        simulation.submit("many", BulkSimulation.requests(URLS));
        Duration took = null;
        while (took == null && simulation.kills < 1_000) {
            simulation.start(1, 10);
            took = simulation.runUntilOver(Duration.ofMinutes(10), "many");
            simulation.processes.get(simulation.processes.size() - 1).kill();
        }
        assertThat(simulation.faults("many")).isEmpty();
        Run run = new Run(simulation, 1, took);
        assertThat(run.share(Optimum.bothWays(Plan.BUSINESS, URLS, JOB))).isGreaterThanOrEqualTo(0.9);
    }

    /** Then there are too few batches to keep all places busy, and single creations go beside them. */
    @Test
    void shortJobsAreNearlyAsFast() {
        Duration brief = Duration.ofSeconds(2);
        Run run = run(1, brief, true);
        assertThat(run.share(Optimum.bothWays(Plan.BUSINESS, URLS, brief))).isGreaterThanOrEqualTo(0.9);
        assertThat(run.simulation.service.refusals()).isZero();
    }

    /** Single creations keep the places of the plan busy nearly all the time. */
    @Test
    void longJobsHardlyNeedBatches() {
        Duration minutes = Duration.ofMinutes(2);
        Run run = run(1, minutes, true);
        assertThat(run.share(Optimum.bothWays(Plan.BUSINESS, URLS, minutes))).isGreaterThanOrEqualTo(0.98);
        assertThat(run.simulation.service.batches).hasSizeLessThan(2);
    }

    /** A run, and how long it took. */
    private record Run(BulkSimulation simulation, int workers, Duration took) {
        double share(Duration best) {
            double share = (double) best.toMillis() / took.toMillis();
            System.out.printf(
                    "%,d URLs, %d workers, %d kills: %s; the optimum is %s; %.1f %%, %d batches, %d times 429%n",
                    URLS,
                    workers,
                    simulation.kills,
                    took.truncatedTo(ChronoUnit.SECONDS),
                    best,
                    100 * share,
                    simulation.service.batches.size(),
                    simulation.service.refusals());
            return share;
        }
    }

    private static AccountLimits limits(VirtualTimekeeper time) {
        return AccountLimits.builder(Plan.BUSINESS).timekeeper(time).build();
    }

    private static BulkSimulation simulation(Duration job, Function<VirtualTimekeeper, AccountLimits> limits) {
        return new BulkSimulation(
                7,
                Odds.NONE,
                ServicePlan.business(),
                JobScript.queued(Duration.ZERO).done(job),
                time -> new InMemoryBulkStore(time::now),
                (time, client) -> {
                    AccountLimits kept = limits.apply(time);
                    client.interceptor(kept).listener(kept.listener());
                });
    }

    private static Run run(int workers, Duration job, boolean batches) {
        AtomicReference<AccountLimits> shared = new AtomicReference<>();
        BulkSimulation simulation = simulation(job, time -> {
            shared.compareAndSet(null, limits(time));
            return shared.get();
        });
        simulation.serviceBatches = batches;
        simulation.submit("many", BulkSimulation.requests(URLS));
        simulation.start(workers, 10);
        Duration took = simulation.runUntilOver(Duration.ofDays(10), "many");
        assertThat(took).isNotNull();
        assertThat(simulation.faults("many")).isEmpty();
        return new Run(simulation, workers, took);
    }
}
