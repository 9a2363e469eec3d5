package io.exportcomments.testkit.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.batch.BatchPlan;
import io.exportcomments.bulk.batch.BatchStage;
import io.exportcomments.bulk.port.BatchRecord;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.job.ExportRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Several programs use a store at once, and one after the other. */
abstract class SharedStoreCases extends DueWorkCases {
    @Test
    void aWorkerLivesAsLongAsItIsRenewed() {
        Instant now = now();
        store.transact(tx -> {
            tx.addWorker("alive", now.plus(HOUR));
            tx.addWorker("dead", now.minus(HOUR));
            return true;
        });
        assertThat(list(tx -> tx.dead())).containsExactly("dead");
        assertThat(store.<Boolean>transact(tx -> tx.renew("dead", now.plus(HOUR))))
                .isTrue();
        assertThat(list(tx -> tx.dead())).isEmpty();
        assertThat(store.<Boolean>transact(tx -> tx.removeWorker("dead"))).isTrue();
        assertThat(store.<Boolean>transact(tx -> tx.removeWorker("dead"))).isFalse();
        assertThat(store.<Boolean>transact(tx -> tx.renew("dead", now.plus(HOUR))))
                .isFalse();
    }

    @Test
    void noTwoTakeTheSameItem() throws Exception {
        BatchRecord batch = batch("a");
        for (int i = 0; i < 40; i++) {
            add(batch, "key" + i);
        }
        List<List<Long>> taken = inParallel(4, () -> {
            List<Long> mine = new ArrayList<>();
            for (int empty = 0; empty < 3; ) {
                List<ItemRecord> some = store.transact(tx -> {
                    List<ItemRecord> due = tx.dueToSend(batch, 3);
                    due.forEach(item -> tx.save(item.edit().owner("somebody").done(tx.now())));
                    return due;
                });
                some.forEach(item -> mine.add(item.id()));
                empty = some.isEmpty() ? empty + 1 : 0;
            }
            return mine;
        });
        assertThat(taken.stream().flatMap(List::stream)).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void noChangeOfALockedItemIsLost() throws Exception {
        ItemRecord item = add(batch("a"), "1");
        inParallel(4, () -> {
            for (int i = 0; i < 10; i++) {
                store.transact(tx -> {
                    ItemRecord present = tx.item(item.id()).orElseThrow();
                    tx.save(present.edit().failures(present.failures() + 1).done(tx.now()));
                    return true;
                });
            }
            return true;
        });
        assertThat(item(item).failures()).isEqualTo(40);
    }

    @Test
    void aBatchThatWasCancelledStaysSoForWhoeverReadItBefore() {
        BatchRecord running = batch("a");
        store.transact(tx -> {
            tx.save(running.in(BatchStage.CANCELLED));
            return true;
        });
        store.transact(tx -> {
            tx.save(running.in(BatchStage.RUNNING));
            return true;
        });
        assertThat(batch("a").stage()).isEqualTo(BatchStage.CANCELLED);
    }

    @Test
    void programsThatSubmitTheSameAtOnceAddItOnce() throws Exception {
        List<Integer> added = inParallel(4, () -> {
            int mine = 0;
            for (int i = 0; i < 10; i++) {
                String key = "key" + i;
                mine += store.transact(tx -> tx.add(
                                tx.addBatch(BatchPlan.named("a")), key, ExportRequest.of("https://example.com/" + key)))
                        ? 1
                        : 0;
            }
            return mine;
        });
        assertThat(added.stream().mapToInt(Integer::intValue).sum()).isEqualTo(10);
        assertThat(items(batch("a"))).hasSize(10);
    }

    @Test
    void whatWasCommittedIsThereWhenTheStoreIsOpenedAgain() throws Exception {
        BatchRecord batch = batch("a");
        ItemRecord item = save(sending(add(batch, "1")));
        store.close();
        store = openAgain(store);
        assertThat(items(batch)).containsExactly(item);
    }

    private static <T> List<T> inParallel(int threads, Callable<T> work)
            throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(work));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
