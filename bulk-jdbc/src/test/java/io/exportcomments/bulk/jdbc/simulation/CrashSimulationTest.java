package io.exportcomments.bulk.jdbc.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.bulk.jdbc.VirtualStores;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.testkit.time.VirtualTimekeeper;
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
 * job is too many, and each end is told. The checker knows the service's jobs and the table, and nothing else.
 */
class CrashSimulationTest {
    private static final Logger LOG = Logger.getLogger("io.exportcomments");
    private static final int SEEDS = Integer.getInteger("bulk.seeds", 100);
    private static final long FIRST = Long.getLong("bulk.seed", 1L);

    @BeforeAll
    static void quiet() {
        LOG.setLevel(Boolean.getBoolean("bulk.log") ? Level.ALL : Level.OFF);
    }

    @AfterAll
    static void loud() {
        LOG.setLevel(null);
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

    private static BulkSimulation crashed(
            long seed, List<String> faults, Function<VirtualTimekeeper, BulkStore> store) {
        JobScript course = JobScript.queued(Duration.ofSeconds(1)).done(Duration.ofSeconds(20));
        BulkSimulation simulation =
                new BulkSimulation(seed, Odds.BAD, ServicePlan.business(), course, store, (time, client) -> {});
        simulation.submit("first", BulkSimulation.requests(16));
        simulation.submit("second", BulkSimulation.requests(4));
        simulation.start(3, 5);
        simulation.time.advance(Duration.ofMinutes(5));
        simulation.calm();
        Duration over = simulation.runUntilOver(Duration.ofHours(3), "first", "second");
        if (over == null) {
            faults.add("seed " + seed + ": not over: " + simulation.progress("first") + simulation.progress("second"));
        }
        simulation.faults("first", "second").forEach(fault -> faults.add("seed " + seed + ": " + fault));
        return simulation;
    }
}
