package io.exportcomments.bulk.jdbc.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.bulk.jdbc.VirtualStores;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.job.BatchAllowance;
import io.exportcomments.job.Operation;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.internal.jobs.ApiError;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers are killed and stopped at random moments, answers are lost, clocks are wrong: still each item has one job, no
 * job is too many, and each end is told. The checker knows the service's jobs and the table, and nothing else. The
 * report is {@code target/crashes.md}.
 */
class CrashSimulationTest {
    private static final Logger LOG = Logger.getLogger("io.exportcomments");
    private static final int SEEDS = Integer.getInteger("bulk.seeds", 100);
    private static final Plan SMALL_BATCHES = new Plan(
            "small batches", 200, Integer.MAX_VALUE, 5, 5, 30, 15, new BatchAllowance(15, 5, Duration.ofMinutes(1)));
    private static final long FIRST = Long.getLong("bulk.seed", 1L);
    private static final CrashReport REPORT = new CrashReport();

    @BeforeAll
    static void quiet() {
        LOG.setLevel(Boolean.getBoolean("bulk.log") ? Level.ALL : Level.OFF);
    }

    @AfterAll
    static void loud() throws IOException {
        LOG.setLevel(null);
        REPORT.write(Path.of("target/crashes.md"));
    }

    @Test
    void nothingIsLostOrDoubledWhoeverIsKilledWhenever() {
        List<String> faults = new ArrayList<>();
        int kills = 0;
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            kills += crashed(seed, faults, time -> new InMemoryBulkStore(time::now)).kills;
        }
        assertThat(faults).isEmpty();
        assertThat(kills).as("kills in " + SEEDS + " runs").isGreaterThan(SEEDS);
    }

    @Test
    void norOnTables(@TempDir Path directory) {
        List<String> faults = new ArrayList<>();
        for (long seed = FIRST; seed < FIRST + Math.max(1, SEEDS / 50); seed++) {
            Path file = directory.resolve(seed + ".db");
            BulkSimulation simulation = crashed(seed, faults, time -> VirtualStores.sqlite(file, time::now));
            simulation.store.close();
        }
        assertThat(faults).isEmpty();
    }

    /** Hardly any creation may be sent alone, so that most items go by batches, of which some are refused. */
    @Test
    void norByBatchesOfTheService() {
        List<String> faults = new ArrayList<>();
        int kills = 0;
        int batches = 0;
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            BulkSimulation simulation = batched(seed, time -> new InMemoryBulkStore(time::now));
            refuseSome(simulation.service, seed);
            crash(simulation, seed, faults);
            kills += simulation.kills;
            batches += simulation.service.batches.size();
        }
        assertThat(faults).isEmpty();
        assertThat(kills).as("kills in " + SEEDS + " runs").isGreaterThan(SEEDS);
        assertThat(batches).as("batches in " + SEEDS + " runs").isGreaterThan(2 * SEEDS);
    }

    @Test
    void norByBatchesOfTheServiceOnTables(@TempDir Path directory) {
        List<String> faults = new ArrayList<>();
        for (long seed = FIRST; seed < FIRST + Math.max(1, SEEDS / 50); seed++) {
            Path file = directory.resolve(seed + ".db");
            BulkSimulation simulation = batched(seed, time -> VirtualStores.sqlite(file, time::now));
            refuseSome(simulation.service, seed);
            crash(simulation, seed, faults);
            simulation.store.close();
        }
        assertThat(faults).isEmpty();
    }

    /** One program that knows that it is alone takes back at each start what its last run had. */
    @Test
    void norWhereOneProgramTakesBackWhatItsLastRunHad() {
        List<String> faults = new ArrayList<>();
        int kills = 0;
        int batches = 0;
        for (long seed = FIRST; seed < FIRST + Math.max(1, SEEDS / 2); seed++) {
            BulkSimulation simulation = batched(seed, time -> new InMemoryBulkStore(time::now));
            long slow = seed % 5 * 12;
            simulation.longestAbsence = 5_000;
            simulation.service.slowness =
                    operation -> operation == Operation.BATCH_CREATE ? Duration.ofSeconds(slow) : Duration.ZERO;
            simulation.beforeStart = bulk -> List.of("first", "second").forEach(batch -> {
                bulk.takeBack(batch);
                bulk.lookAgain(batch);
            });
            refuseSome(simulation.service, seed);
            simulation.start(1, 5);
            settle("one, alone on its store", simulation, seed, faults);
            kills += simulation.kills;
            batches += simulation.service.batches.size();
        }
        assertThat(faults).isEmpty();
        assertThat(kills).as("kills").isGreaterThan(SEEDS / 2);
        assertThat(batches).as("batches").isGreaterThan(SEEDS / 2);
    }

    private static BulkSimulation batched(long seed, Function<VirtualTimekeeper, BulkStore> store) {
        ServicePlan plan = ServicePlan.business()
                .withJobsPerFiveMinutes(3)
                .withBatches(new ServicePlan.BatchLimits(15, 5, Duration.ofMinutes(1)));
        JobScript course = JobScript.queued(Duration.ofSeconds(1)).done(Duration.ofSeconds(8));
        BulkSimulation simulation =
                new BulkSimulation(seed, Odds.BAD, plan, course, store, (time, client) -> client.plan(SMALL_BATCHES));
        simulation.submit("first", BulkSimulation.requests(40));
        simulation.submit("second", BulkSimulation.requests(6));
        return simulation;
    }

    private static void refuseSome(SimulatedService service, long seed) {
        switch ((int) (seed % 4)) {
            case 0 -> service.rejected = url -> url.endsWith("3");
            case 1 ->
                service.batchesRefused = urls -> urls.stream().anyMatch(url -> url.endsWith("07"))
                        ? ApiError.of(400, "INVALID_URL", "A URL is malformed.")
                        : null;
            case 2 ->
                service.batchesRefused =
                        urls -> service.batches.size() < 2 ? null : ApiError.of(404, null, "no such path");
            default -> {
                // Nothing is refused but by the limits.
            }
        }
    }

    private static BulkSimulation crashed(
            long seed, List<String> faults, Function<VirtualTimekeeper, BulkStore> store) {
        JobScript course = JobScript.queued(Duration.ofSeconds(1)).done(Duration.ofSeconds(20));
        BulkSimulation simulation =
                new BulkSimulation(seed, Odds.BAD, ServicePlan.business(), course, store, (time, client) -> {});
        simulation.submit("first", BulkSimulation.requests(16));
        simulation.submit("second", BulkSimulation.requests(4));
        crash(simulation, seed, faults);
        return simulation;
    }

    private static void crash(BulkSimulation simulation, long seed, List<String> faults) {
        simulation.start(3, 5);
        settle("three, on one store", simulation, seed, faults);
    }

    private static void settle(String what, BulkSimulation simulation, long seed, List<String> faults) {
        int before = faults.size();
        simulation.time.advance(Duration.ofMinutes(5));
        simulation.calm();
        Duration over = simulation.runUntilOver(Duration.ofHours(6), "first", "second");
        if (over == null) {
            faults.add("seed " + seed + ": not over: " + simulation.progress("first") + simulation.progress("second"));
        }
        simulation.faults("first", "second").forEach(fault -> faults.add("seed " + seed + ": " + fault));
        REPORT.run(what, simulation, faults.size() - before);
    }
}
