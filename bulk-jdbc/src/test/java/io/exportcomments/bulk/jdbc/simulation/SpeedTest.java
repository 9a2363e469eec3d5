package io.exportcomments.bulk.jdbc.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.ExportCommentsBuilder;
import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.policy.resilience4j.AccountLimits;
import io.exportcomments.port.Timeouts;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How long a batch takes, beside the shortest time that the plan allows: 1,000 URLs in the suite; where both ways are
 * used, 10,000 in {@code mvn -Pcampaign verify}. The report is {@code target/speed.md}.
 */
@ExtendWith(QuietLog.class)
class SpeedTest {
    private static final int URLS = Integer.getInteger("bulk.urls", 1_000);
    private static final int FEWER = Math.min(URLS, 1_000);
    private static final Duration JOB = Duration.ofSeconds(20);
    private static final Duration STEP = Duration.ofSeconds(URLS > FEWER ? 10 : 1);
    private static final SpeedReport REPORT = new SpeedReport();

    @AfterAll
    static void write() throws IOException {
        REPORT.write(Path.of("target/speed.md"));
    }

    /** What {@code export --from} was before it stood on bulk exports: the others are compared with it. */
    @Test
    void oneProgramWithoutATableIsTheBaseline() {
        Timeouts patient = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofDays(1));
        BulkSimulation simulation = simulation(JOB, SpeedTest::limits, client -> client.timeouts(patient));
        Duration took = simulation.runPlainly(BulkSimulation.requests(FEWER), 10, Duration.ofDays(1));
        assertThat(simulation.oddities).isEmpty();
        assertThat(took).isNotNull();
        assertThat(simulation.service.all()).hasSize(FEWER);
        assertThat(simulation.service.refusals()).isZero();
        Run run = new Run(simulation, FEWER, 1, took);
        assertThat(run.share("baseline, without bulk, jobs of 20 s", Optimum.oneByOne(Plan.BUSINESS, FEWER, JOB)))
                .isGreaterThanOrEqualTo(0.98);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void oneByOneWorkersThatShareTheLimitsAreAsFastAsThePlanAllows(int workers) {
        Run run = run(FEWER, workers, JOB, false);
        assertThat(run.share("one by one, jobs of 20 s", Optimum.oneByOne(Plan.BUSINESS, FEWER, JOB)))
                .isGreaterThanOrEqualTo(0.98);
        assertThat(run.simulation.service.batches).isEmpty();
        assertThat(run.simulation.service.refusals()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 16})
    void withBatchesTheyAreAsFastAsBothWaysTogetherAllow(int workers) {
        Run run = run(URLS, workers, JOB, true);
        assertThat(run.share("both ways, jobs of 20 s", Optimum.bothWays(Plan.BUSINESS, URLS, JOB)))
                .isGreaterThanOrEqualTo(0.98);
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
            took = simulation.runUntilOver(Duration.ofMinutes(10), STEP, "many");
            simulation.processes.get(simulation.processes.size() - 1).kill();
        }
        assertThat(simulation.faults("many")).isEmpty();
        Run run = new Run(simulation, URLS, 1, took);
        assertThat(run.share(
                        "both ways, jobs of 20 s, a kill every 10 minutes", Optimum.bothWays(Plan.BUSINESS, URLS, JOB)))
                .isGreaterThanOrEqualTo(0.9);
    }

    /** Then there are too few batches to keep all places busy, and single creations go beside them. */
    @Test
    void shortJobsAreNearlyAsFast() {
        Duration brief = Duration.ofSeconds(2);
        Run run = run(FEWER, 1, brief, true);
        assertThat(run.share("both ways, jobs of 2 s", Optimum.bothWays(Plan.BUSINESS, FEWER, brief)))
                .isGreaterThanOrEqualTo(0.9);
        assertThat(run.simulation.service.refusals()).isZero();
    }

    /** Single creations keep the places of the plan busy nearly all the time. */
    @Test
    void longJobsHardlyNeedBatches() {
        Duration minutes = Duration.ofMinutes(2);
        Run run = run(FEWER, 1, minutes, true);
        assertThat(run.share("both ways, jobs of 2 min", Optimum.bothWays(Plan.BUSINESS, FEWER, minutes)))
                .isGreaterThanOrEqualTo(0.98);
        assertThat(run.simulation.service.batches).hasSizeLessThan(2);
    }

    /** A run, and how long it took. */
    private record Run(BulkSimulation simulation, int urls, int workers, Duration took) {
        double share(String way, Duration best) {
            return REPORT.note(way, urls, workers, simulation, took, best);
        }
    }

    private static AccountLimits limits(VirtualTimekeeper time) {
        return AccountLimits.builder(Plan.BUSINESS).timekeeper(time).build();
    }

    private static BulkSimulation simulation(Duration job, Function<VirtualTimekeeper, AccountLimits> limits) {
        return simulation(job, limits, client -> {});
    }

    private static BulkSimulation simulation(
            Duration job, Function<VirtualTimekeeper, AccountLimits> limits, Consumer<ExportCommentsBuilder> setup) {
        return new BulkSimulation(
                7,
                Odds.NONE,
                ServicePlan.business(),
                JobScript.queued(Duration.ZERO).done(job),
                time -> new InMemoryBulkStore(time::now),
                (time, client) -> {
                    AccountLimits kept = limits.apply(time);
                    setup.accept(client.interceptor(kept).listener(kept.listener()));
                });
    }

    private static Run run(int urls, int workers, Duration job, boolean batches) {
        AtomicReference<AccountLimits> shared = new AtomicReference<>();
        BulkSimulation simulation = simulation(job, time -> {
            shared.compareAndSet(null, limits(time));
            return shared.get();
        });
        simulation.serviceBatches = batches;
        simulation.submit("many", BulkSimulation.requests(urls));
        simulation.start(workers, 10);
        Duration took =
                simulation.runUntilOver(Duration.ofDays(10), urls > FEWER ? STEP : Duration.ofSeconds(1), "many");
        assertThat(took).isNotNull();
        assertThat(simulation.faults("many")).isEmpty();
        return new Run(simulation, urls, workers, took);
    }
}
