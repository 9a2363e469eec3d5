package io.exportcomments.bulk.jdbc.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.bulk.batch.BulkListener;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.bulk.port.StoreTransaction;
import io.exportcomments.job.Operation;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A worker stands still between a heartbeat and what it takes next, for longer than its lease. */
@ExtendWith(QuietLog.class)
class TakenForDeadTest {
    /**
     * After so many signs of life of its worker, at heartbeats and when it takes items, another worker has found it
     * dead.
     */
    private static final class StandingStill implements BulkStore {
        private final BulkStore store;
        private final int last;
        private int signs;
        private @Nullable String worker;

        StandingStill(BulkStore store, int last) {
            this.store = store;
            this.last = last;
        }

        @Override
        public <T> T transact(Function<StoreTransaction, T> work) {
            worker = null;
            T result = store.transact(tx -> work.apply(noticing(tx)));
            String dead = worker;
            if (dead != null && ++signs == last) {
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
                time -> new StandingStill(new InMemoryBulkStore(time::now), 2),
                (time, client) -> {});
        simulation.submit("a", BulkSimulation.requests(4));
        simulation.start(1, 1);
        assertThat(simulation.runUntilOver(Duration.ofMinutes(20), "a"))
                .as(simulation.owners("a").toString())
                .isNotNull();
        assertThat(simulation.faults("a")).isEmpty();
    }

    /** Each creation waits before it goes out, as for a limit. */
    private record HeldBack(Timekeeper time, Map<Operation, Duration> operations) implements TransportInterceptor {
        @Override
        public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
            Duration wait = operations.get(call.operation());
            if (wait == null) {
                return chain.proceed();
            }
            CompletableFuture<Boolean> turn = new CompletableFuture<>();
            time.schedule(wait, () -> turn.complete(true));
            return turn.thenCompose(now -> chain.proceed());
        }
    }

    /** Why a worker paused while it brought these to their ends. */
    private static List<String> pauses(int items, int signs, Map<Operation, Duration> heldBack) {
        BulkSimulation simulation = new BulkSimulation(
                3,
                Odds.NONE,
                ServicePlan.unlimited(),
                JobScript.queued(Duration.ZERO).done(Duration.ofSeconds(5)),
                time -> new StandingStill(new InMemoryBulkStore(time::now), signs),
                (time, client) -> client.interceptor(new HeldBack(time, heldBack)));
        simulation.submit("a", BulkSimulation.requests(items));
        List<String> paused = new ArrayList<>();
        BulkSimulation.Worker worker = simulation.new Worker("worker", 4);
        worker.bulk.listener(new BulkListener() {
            @Override
            public void sendingPaused(Duration time, String why) {
                paused.add(why);
            }
        });
        worker.start();
        assertThat(simulation.runUntilOver(Duration.ofMinutes(40), "a")).isNotNull();
        assertThat(simulation.faults("a")).isEmpty();
        return paused;
    }

    /** What it gave up then is not the outcome of what it has taken again. */
    @Test
    void whatItGaveUpHoldsNothingUp() {
        assertThat(pauses(4, 2, Map.of(Operation.CREATE, Duration.ofSeconds(25))))
                .noneMatch(why -> why.contains("Cancel"));
    }

    /** By then single creations are no longer held up, so that it takes the batch's items again at once. */
    @Test
    void aBatchThatItGaveUpHoldsNothingUp() {
        assertThat(pauses(
                        42,
                        4,
                        Map.of(
                                Operation.CREATE, Duration.ofSeconds(3),
                                Operation.BATCH_CREATE, Duration.ofSeconds(25))))
                .noneMatch(why -> why.contains("Cancel"));
    }
}
