package io.exportcomments.bulk.jdbc.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.bulk.batch.BulkProgress;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.bulk.port.StoreTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What another program sees of a batch while it is submitted. */
class SubmittedBatchTest {
    private final InMemoryBulkStore store = new InMemoryBulkStore(Instant::now);
    private final List<BulkProgress> seen = new ArrayList<>();
    private final BulkBatches others = BulkBatches.in(store);

    /** After each transaction another program looks. */
    private final BulkBatches batches = BulkBatches.in(new BulkStore() {
        @Override
        public <T> T transact(Function<StoreTransaction, T> work) {
            T result = store.transact(work);
            others.progress("many").ifPresent(seen::add);
            return result;
        }

        @Override
        public void close() {
            store.close();
        }
    });

    /** Otherwise whoever awaits it would be told that it is over before it has begun. */
    @Test
    void aBatchIsNotThereBeforeItHasItems() {
        batches.submit("many", BulkSimulation.requests(700));
        assertThat(seen).isNotEmpty().noneMatch(BulkProgress::isOver);
        assertThat(others.progress("many").orElseThrow().total()).isEqualTo(700);
    }

    @Test
    void aBatchWithoutItemsIsThereAndOver() {
        assertThat(batches.submit("many", List.of()).added()).isZero();
        assertThat(others.progress("many")).get().matches(BulkProgress::isOver);
    }
}
