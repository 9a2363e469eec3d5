package io.exportcomments.bulk.port;

import java.util.function.Function;

/**
 * Where batches and their items are kept: what is committed here is the truth, whatever the programs remember. All
 * rules are in the library; a store only keeps what it is told, durably, and for one transaction at a time.
 *
 * <p>What a transaction reads with a lock stays as it is until it ends: no other one changes it in between. What it
 * wrote is on the disk once {@link #transact} returns, and none of it is there if that throws. Thread-safe. Blocks:
 * nothing calls it on a thread of the network.
 */
public interface BulkStore extends AutoCloseable {
    /**
     * Runs work in one transaction, and commits it. Where transactions get in each other's way, the work runs again:
     * it has no other effect than on its transaction.
     *
     * @throws DuplicateException if {@link StoreTransaction#save(ItemRecord)} ran into a key that is taken
     * @throws BulkStoreException if the store can't be reached or fails
     */
    <T> T transact(Function<StoreTransaction, T> work);

    /**
     * Runs a task once what the calling thread has changed is committed: at once, unless the thread is in a transaction
     * of the program that this store takes part in. If that is taken back, the task does not run.
     */
    default void afterCommit(Runnable task) {
        task.run();
    }

    /** Frees what the store opened itself; what was lent to it stays open. Closing twice is fine. */
    @Override
    void close();
}
