package io.exportcomments.bulk;

import io.exportcomments.bulk.internal.MemoryTransaction;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.bulk.port.StoreTransaction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Keeps batches in this program's memory: for tests, and for programs that need no more than the queue. What it keeps
 * ends with the program. Several workers of one program can share it. Thread-safe.
 */
public final class InMemoryBulkStore implements BulkStore {
    private final ReentrantLock lock = new ReentrantLock();
    private final MemoryTransaction.Tables tables = new MemoryTransaction.Tables();
    private final InstantSource clock;

    /** A store by the system's clock. */
    public InMemoryBulkStore() {
        this(InstantSource.system());
    }

    /** A store by another clock, such as a test's. */
    public InMemoryBulkStore(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public <T> T transact(Function<StoreTransaction, T> work) {
        lock.lock();
        try {
            Instant now = Instant.ofEpochMilli(clock.millis());
            MemoryTransaction transaction = new MemoryTransaction(tables, now);
            boolean committed = false;
            try {
                T result = work.apply(transaction);
                committed = true;
                return result;
            } finally {
                if (!committed) {
                    transaction.undo();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Does nothing: what is kept goes with the object. */
    @Override
    public void close() {}
}
