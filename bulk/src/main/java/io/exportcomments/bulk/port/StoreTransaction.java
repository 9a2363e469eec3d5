package io.exportcomments.bulk.port;

import io.exportcomments.bulk.batch.BatchPlan;
import io.exportcomments.bulk.batch.BulkTotals;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One transaction in a {@link BulkStore}. For one thread, until it ends; every method throws what the store throws. */
public interface StoreTransaction {
    /** The present, by the store's own clock: the only one by which workers are compared. To the millisecond. */
    Instant now();

    // Batches

    /** The batch of this name. */
    Optional<BatchRecord> batch(String name);

    /** All batches: those of a higher priority first, then by their numbers. */
    List<BatchRecord> batches();

    /**
     * The running batches that have begun and have an item to send that nobody has, in the order of {@link #batches}.
     */
    List<BatchRecord> batchesToSend();

    /**
     * Adds a batch, running; if there is one of its name, that one stays as it is and is given. Nobody else removes it
     * while items are added to it in this transaction.
     */
    BatchRecord addBatch(BatchPlan plan);

    /** Stores the stage of a batch. One that was cancelled stays so, also if that was since the batch was read. */
    void save(BatchRecord batch);

    /**
     * A batch as it is now, which nobody else removes until this transaction ends; empty if it was removed. Others may
     * keep it, too.
     */
    Optional<BatchRecord> keep(BatchRecord batch);

    /**
     * A batch as it is now, which nobody else adds to or keeps until this transaction ends; empty if it was removed, or
     * another transaction does so now.
     */
    Optional<BatchRecord> lockToRemove(BatchRecord batch);

    /** Removes a batch that was locked for it, with all its items. */
    void remove(BatchRecord batch);

    // Items

    /**
     * Adds an item, waiting and due now; false if the batch has one with this key.
     *
     * @param key equal for equal requests, 1 to 64 characters
     */
    boolean add(BatchRecord batch, String key, ExportRequest request);

    /** An item, locked until the transaction ends. */
    Optional<ItemRecord> item(long id);

    /**
     * Stores an item that was read in this transaction.
     *
     * @throws DuplicateException if its job belongs to another item, or another one is being sent under its {@link
     *     ItemRecord#sendingKey}; the transaction is over
     */
    void save(ItemRecord item);

    /**
     * Items of a batch that are due to be sent, and that nobody has; those first that have been due longest. Locked;
     * those that another transaction has locked may be left out. Takes the same time however many items wait.
     */
    List<ItemRecord> dueToSend(BatchRecord batch, int most);

    /** Items of all batches that are due for one of these, and that nobody has, as {@link #dueToSend} has it. */
    List<ItemRecord> due(Set<Work> works, int most);

    /** All that a worker has, locked. */
    List<ItemRecord> heldBy(String worker);

    /**
     * Items of a batch in these states, by their numbers, not locked.
     *
     * @param after only those with a greater number
     */
    List<ItemRecord> items(BatchRecord batch, Set<ItemState> states, long after, int most);

    /** How many items of a batch are in each state. */
    Map<ItemState, Long> counts(BatchRecord batch);

    /** How many items of a batch have ended, and are to be handed over. */
    long unhandled(BatchRecord batch);

    /** When an item of the batch last changed; empty if it has none. */
    Optional<Instant> lastChange(BatchRecord batch);

    /**
     * The jobs of other items that were sent between two times, and of all those with the same key; each with its time.
     */
    Map<JobGuid, Instant> jobsOfOthers(ItemRecord item, Instant from, Instant to);

    /** Whether another item is {@link ItemState#SENDING}. */
    boolean isAnotherSending(ItemRecord item);

    /** How the whole store stands. */
    BulkTotals totals();

    /**
     * How many items of all batches are on the way, by their states: those {@link ItemState#WAITING} that a worker has,
     * and all that are {@link ItemState#SENDING} and {@link ItemState#CREATED}; a state without any may be missing.
     * Takes the same time however many items wait.
     */
    Map<ItemState, Long> underWay();

    // Workers

    /** Stores until when a worker counts as alive, if there is a worker of this name; whether there is. */
    boolean renew(String worker, Instant aliveUntil);

    /** Adds a worker. */
    void addWorker(String worker, Instant aliveUntil);

    /** The workers that count as dead by now, at most some; they are locked, or removed already. */
    List<String> dead();

    /** Removes a worker; whether it was there. */
    boolean removeWorker(String worker);
}
