package io.exportcomments.testkit.bulk;

import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.bulk.port.StoreTransaction;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A store of which one transaction does something else before it is committed. */
final class LingeringStore implements BulkStore {
    private final BulkStore store;
    private final AtomicInteger before;
    private final Runnable lingering;

    /**
     * @param which the transaction that lingers, 1 for the first
     */
    LingeringStore(BulkStore store, int which, Runnable lingering) {
        this.store = store;
        this.before = new AtomicInteger(which);
        this.lingering = lingering;
    }

    @Override
    public <T> T transact(Function<StoreTransaction, T> work) {
        boolean lingers = before.decrementAndGet() == 0;
        return store.transact(tx -> {
            T result = work.apply(tx);
            if (lingers) {
                lingering.run();
            }
            return result;
        });
    }

    @Override
    public void close() {
        // The store is borrowed.
    }
}
