package io.exportcomments.testkit.bulk;

import io.exportcomments.bulk.batch.BatchPlan;
import io.exportcomments.bulk.batch.ItemEvent;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.port.BatchRecord;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.bulk.port.StoreTransaction;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of stores share: one that is empty, and ways to fill it. */
abstract class StoreTestCases {
    static final JobGuid JOB = JobGuid.of("0f01be25-9486-4941-b7ab-98249b15ee0d");
    static final Duration HOUR = Duration.ofHours(1);

    BulkStore store;

    /** Opens a store that is empty. */
    protected abstract BulkStore open() throws Exception;

    /** Opens what another store has kept, as after the end of its program; the other is closed before. */
    protected abstract BulkStore openAgain(BulkStore before) throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    BatchRecord batch(String name) {
        return store.transact(tx -> tx.addBatch(BatchPlan.named(name)));
    }

    ItemRecord add(BatchRecord batch, String key) {
        return add(batch, key, ExportRequest.of("https://www.youtube.com/watch?v=" + key));
    }

    ItemRecord add(BatchRecord batch, String key, ExportRequest request) {
        store.transact(tx -> tx.add(batch, key, request));
        return items(batch).stream()
                .filter(item -> item.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    List<ItemRecord> items(BatchRecord batch) {
        return store.transact(tx -> tx.items(batch, EnumSet.allOf(ItemState.class), 0, 1_000));
    }

    <T> List<T> list(Function<StoreTransaction, ? extends Collection<T>> read) {
        return store.transact(tx -> List.copyOf(read.apply(tx)));
    }

    ItemRecord item(ItemRecord known) {
        return store.transact(tx -> tx.item(known.id()).orElseThrow());
    }

    ItemRecord save(ItemRecord item) {
        store.transact(tx -> {
            tx.save(item);
            return true;
        });
        return item;
    }

    Instant now() {
        return store.transact(tx -> tx.now());
    }

    ItemRecord sending(ItemRecord item) {
        Instant now = now();
        return item.edit()
                .event(ItemEvent.SEND)
                .sent(now, now.plus(HOUR))
                .dueAt(now.plus(HOUR))
                .done(now);
    }
}
