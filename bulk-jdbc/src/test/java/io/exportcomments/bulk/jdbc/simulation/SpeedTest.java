package io.exportcomments.bulk.jdbc.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.policy.resilience4j.AccountLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a batch takes, beside the shortest time that the plan allows. */
class SpeedTest {
    private static final Logger LOG = Logger.getLogger("io.exportcomments");
    private static final int URLS = Integer.getInteger("bulk.urls", 1_000);
    private static final Duration JOB = Duration.ofSeconds(20);

    @BeforeEach
    void quiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterEach
    void loud() {
        LOG.setLevel(null);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void workersThatShareTheLimitsAreAsFastAsThePlanAllows(int workers) {
        AtomicReference<AccountLimits> limits = new AtomicReference<>();
        BulkSimulation simulation = new BulkSimulation(
                7,
                Odds.NONE,
                ServicePlan.business(),
                JobScript.queued(Duration.ZERO).done(JOB),
                time -> new InMemoryBulkStore(time::now),
                (time, client) -> {
                    limits.compareAndSet(
                            null,
                            AccountLimits.builder(Plan.BUSINESS)
                                    .timekeeper(time)
                                    .build());
                    client.interceptor(limits.get()).listener(limits.get().listener());
                });
        simulation.submit("many", BulkSimulation.requests(URLS));
        simulation.start(workers, 10);
        Duration took = simulation.runUntilOver(Duration.ofDays(10), "many");
        Duration best = optimum();
        assertThat(took).isNotNull();
        double share = (double) best.toMillis() / took.toMillis();
        System.out.printf(
                "%,d URLs, %d workers: %s; the optimum is %s; %.1f %%, %d times 429%n",
                URLS,
                workers,
                took.truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                best,
                100 * share,
                simulation.service.refusals());
        assertThat(simulation.faults("many")).isEmpty();
        assertThat(share).isGreaterThanOrEqualTo(0.98);
        assertThat(simulation.service.refusals()).isZero();
    }

    /** Greedy, with no latency: each creation at the first moment at which each limit and a place allow it. */
    private static Duration optimum() {
        Plan plan = Plan.BUSINESS;
        List<Long> created = new ArrayList<>();
        List<Long> ended = new ArrayList<>();
        for (int k = 0; k < URLS; k++) {
            long at = k == 0 ? 0 : created.get(k - 1);
            at = Math.max(at, freed(created, k - plan.creationsPerThreeMinutes(), 180_000));
            at = Math.max(at, freed(created, k - plan.jobsPerFiveMinutes(), 300_000));
            at = Math.max(at, freed(ended, k - plan.runningExports() - plan.queuedExports(), 0));
            created.add(at);
            long begins = Math.max(at, freed(ended, k - plan.runningExports(), 0));
            ended.add(begins + JOB.toMillis());
        }
        return Duration.ofMillis(ended.get(URLS - 1));
    }

    private static long freed(List<Long> times, int index, long window) {
        return index < 0 ? 0 : times.get(index) + window;
    }
}
