package io.exportcomments.bulk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.adapter.SystemTimekeeper;
import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.bulk.batch.BatchPlan;
import io.exportcomments.bulk.batch.BulkListener;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.job.ExportRequest;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActiveItemsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final InMemoryBulkStore store = new InMemoryBulkStore();
    private final SystemTimekeeper time = new SystemTimekeeper();

    @AfterEach
    void stop() {
        time.close();
    }

    private ItemRecord heldBy(String worker) {
        return store.transact(tx -> {
            var batch = tx.addBatch(BatchPlan.named("a"));
            tx.add(batch, "key", ExportRequest.of("https://example.com/1"));
            ItemRecord item =
                    tx.items(batch, EnumSet.allOf(ItemState.class), 0, 1).get(0);
            ItemRecord held = item.edit().owner(worker).done(tx.now());
            tx.save(held);
            return held;
        });
    }

    /** Else the next heartbeat would take an item that is being sent for one that nobody is at. */
    @Test
    void whatWasGivenUpDoesNotFinishWhatWasTakenAgain() {
        WorkLog log =
                new WorkLog(store, new WorkerTimes(MINUTE, MINUTE, MINUTE, MINUTE, MINUTE, MINUTE, null), item -> {});
        ActiveItems items =
                new ActiveItems(log, time, new SerialExecutor(Runnable::run), new Reports(new BulkListener() {}));
        items.begin("first");
        ItemRecord before = heldBy("first");
        items.put(before.id(), () -> {});
        items.giveUpAll();
        items.begin("second");
        ItemRecord again = heldBy("second");
        items.put(again.id(), () -> {});

        items.settle(before, Change.tryLater(Duration.ZERO, "cancelled"));
        items.release(before, Duration.ZERO);
        assertThat(items.has(again.id())).isTrue();
        items.release(again, Duration.ZERO);
        assertThat(items.has(again.id())).isFalse();
    }
}
