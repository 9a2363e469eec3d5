package io.exportcomments.bulk.jdbc.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.bulk.port.StoreTransaction;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.ServicePlan;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

/** A worker stands still between a heartbeat and what it takes next, for longer than its lease. */
class TakenForDeadTest {
    private static final Logger LOG = Logger.getLogger("io.exportcomments");

    @BeforeEach
    void quiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterEach
    void loud() {
        LOG.setLevel(null);
    }

    /** After the second heartbeat of its worker, another worker has found it dead. */
    private static final class StandingStill implements BulkStore {
        private final BulkStore store;
        private int heartbeats;
        private @Nullable String worker;

        StandingStill(BulkStore store) {
            this.store = store;
        }

        @Override
        public <T> T transact(Function<StoreTransaction, T> work) {
            worker = null;
            T result = store.transact(tx -> work.apply(noticing(tx)));
            String dead = worker;
            if (dead != null && ++heartbeats == 2) {
                store.transact(tx -> {
                    tx.removeWorker(dead);
                    tx.heldBy(dead)
                            .forEach(item -> tx.save(item.edit().owner(null).done(tx.now())));
                    return true;
                });
            }
            return result;
        }

        private StoreTransaction noticing(StoreTransaction tx) {
            return (StoreTransaction) Proxy.newProxyInstance(
                    StoreTransaction.class.getClassLoader(),
                    new Class<?>[] {StoreTransaction.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("renew")) {
                            worker = (String) arguments[0];
                        }
                        try {
                            return method.invoke(tx, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        @Override
        public void close() {
            store.close();
        }
    }

    /** What it took then would belong for ever to a worker whom nobody looks for any more. */
    @Test
    void aWorkerThatIsNoneAnyMoreTakesNothing() {
        BulkSimulation simulation = new BulkSimulation(
                3,
                Odds.NONE,
                ServicePlan.business(),
                JobScript.queued(Duration.ZERO).done(Duration.ofSeconds(5)),
                time -> new StandingStill(new InMemoryBulkStore(time::now)),
                (time, client) -> {});
        simulation.submit("a", BulkSimulation.requests(4));
        simulation.start(1, 1);
        assertThat(simulation.runUntilOver(Duration.ofMinutes(20), "a"))
                .as(simulation.owners("a").toString())
                .isNotNull();
        assertThat(simulation.faults("a")).isEmpty();
    }
}
