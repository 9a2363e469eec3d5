package io.exportcomments.bulk.internal;

import io.exportcomments.bulk.batch.BatchPlan;
import io.exportcomments.bulk.batch.BatchStage;
import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.BulkProgress;
import io.exportcomments.bulk.batch.BulkTotals;
import io.exportcomments.bulk.batch.ItemEvent;
import io.exportcomments.bulk.batch.ItemLifecycle;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.batch.Submission;
import io.exportcomments.bulk.port.BatchRecord;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.bulk.port.DuplicateException;
import io.exportcomments.bulk.port.Edit;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.bulk.port.StoreTransaction;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What a program does with batches, each step in transactions of at most so many items. Thread-safe; blocks. */
public final class BatchDesk {
    private static final int PAGE = 500;

    private final BulkStore store;

    /** A desk over a store, which is borrowed. */
    public BatchDesk(BulkStore store) {
        this.store = store;
    }

    /** Adds a batch and those of the items that it does not have yet; the batch comes with its first items. */
    public Submission submit(BatchPlan plan, Collection<ExportRequest> items) {
        Iterator<ExportRequest> rest = List.copyOf(items).iterator();
        int added = 0;
        do {
            List<ExportRequest> page = new ArrayList<>();
            while (rest.hasNext() && page.size() < PAGE) {
                page.add(rest.next());
            }
            added += store.transact(tx -> add(tx, tx.addBatch(plan), page));
        } while (rest.hasNext());
        return new Submission(plan.name(), added, items.size() - added);
    }

    private static int add(StoreTransaction tx, BatchRecord batch, List<ExportRequest> page) {
        refuseCancelled(batch);
        int added = 0;
        for (ExportRequest request : page) {
            added += tx.add(batch, RequestKey.of(request), request) ? 1 : 0;
        }
        return added;
    }

    /** How far a batch is; empty if there is none of this name. */
    public Optional<BulkProgress> progress(String name) {
        return store.transact(tx -> tx.batch(name).map(batch -> progress(tx, batch)));
    }

    private static BulkProgress progress(StoreTransaction tx, BatchRecord batch) {
        return new BulkProgress(batch.plan().name(), batch.stage(), tx.counts(batch), tx.unhandled(batch));
    }

    /** How the whole store stands. */
    public BulkTotals totals() {
        return store.transact(StoreTransaction::totals);
    }

    /** The names of all batches. */
    public List<String> batches() {
        return store.transact(
                tx -> tx.batches().stream().map(batch -> batch.plan().name()).toList());
    }

    /** A page of a batch's items. */
    public List<BulkItem> items(String name, Set<ItemState> states, long after, int most) {
        return store.transact(tx -> tx.items(known(tx, name), states, after, most).stream()
                .map(ItemRecord::shown)
                .toList());
    }

    private static BatchRecord known(StoreTransaction tx, String name) {
        return tx.batch(name).orElseThrow(() -> new IllegalArgumentException("There is no batch named " + name));
    }

    private static BatchRecord kept(StoreTransaction tx, String name) {
        return tx.keep(known(tx, name)).orElseGet(() -> known(tx, name));
    }

    /** Lets a batch pause, or go on. */
    public void stage(String name, BatchStage stage) {
        store.transact(tx -> {
            BatchRecord batch = known(tx, name);
            refuseCancelled(batch);
            tx.save(batch.in(stage));
            // It may have been cancelled since it was read.
            refuseCancelled(known(tx, name));
            return true;
        });
    }

    private static void refuseCancelled(BatchRecord batch) {
        if (batch.stage() == BatchStage.CANCELLED) {
            throw new IllegalStateException("The batch " + batch.plan().name() + " was cancelled, which is for good");
        }
    }

    /** Cancels a batch: what waits has ended; workers stop the jobs that run, or are about to run again. */
    public void cancel(String name) {
        store.transact(tx -> {
            tx.save(known(tx, name).in(BatchStage.CANCELLED));
            return true;
        });
        change(name, ItemEvent.CANCEL, EnumSet.of(ItemState.WAITING), edit -> edit.owner(null));
    }

    /** Lets failed and refused items be tried again; how many. */
    public int retryFailed(String name) {
        refuseCancelled(store.transact(tx -> known(tx, name)));
        Set<ItemState> failed = EnumSet.of(ItemState.FAILED, ItemState.REFUSED);
        return change(
                name,
                ItemEvent.RETRY,
                failed,
                edit -> edit.owner(null).failures(0).message(null));
    }

    private int change(String name, ItemEvent event, Set<ItemState> states, UnaryOperator<Edit> more) {
        int changed = 0;
        long after = 0;
        while (true) {
            long from = after;
            List<Long> page = store.transact(tx -> changePage(tx, name, event, states, from, more));
            if (page.isEmpty()) {
                return changed;
            }
            changed += page.size();
            after = page.get(page.size() - 1);
        }
    }

    private static List<Long> changePage(
            StoreTransaction tx,
            String name,
            ItemEvent event,
            Set<ItemState> states,
            long after,
            UnaryOperator<Edit> more) {
        Instant now = tx.now();
        BatchRecord batch = kept(tx, name);
        if (event == ItemEvent.RETRY) {
            refuseCancelled(batch);
        }
        List<Long> page = tx.items(batch, states, after, PAGE).stream()
                .map(ItemRecord::id)
                .toList();
        for (long id : page) {
            tx.item(id)
                    .filter(item -> ItemLifecycle.next(item.state(), event).isPresent())
                    .filter(item -> event != ItemEvent.CANCEL || !SingleCreations.mayBeRetried(item))
                    .ifPresent(item -> tx.save(
                            more.apply(item.edit().event(event).dueAt(now)).done(now)));
        }
        return page;
    }

    /**
     * Decides what became of an uncertain item.
     *
     * @param job its job, or empty if it has none and is to be sent again
     */
    public void decide(long id, Optional<JobGuid> job) {
        // The batch is kept before the item is locked, in the order in which others do so.
        String name = store.transact(tx -> uncertain(tx, id).batch().plan().name());
        try {
            store.transact(tx -> {
                BatchRecord batch = kept(tx, name);
                ItemRecord item = uncertain(tx, id);
                if (job.isEmpty()) {
                    refuseCancelled(batch);
                }
                Instant now = tx.now();
                ItemEvent event = job.isPresent() ? ItemEvent.CREATED : ItemEvent.RETRY;
                Edit edit = item.edit().event(event).job(job.orElse(null)).message(null);
                tx.save(edit.owner(null).dueAt(now).done(now));
                return true;
            });
        } catch (DuplicateException e) {
            throw new IllegalArgumentException("The job belongs to another item: " + job.map(JobGuid::value), e);
        }
    }

    private static ItemRecord uncertain(StoreTransaction tx, long id) {
        return tx.item(id)
                .filter(found -> found.state() == ItemState.UNCERTAIN)
                .orElseThrow(() -> new IllegalStateException("Item " + id + " is not uncertain"));
    }

    /** Removes batches that have been over for a time; how many. */
    public int purge(Duration age) {
        int purged = 0;
        for (String name : batches()) {
            purged += store.transact(tx -> tx.batch(name)
                            .flatMap(tx::lockToRemove)
                            .filter(batch -> progress(tx, batch).isOver())
                            .filter(batch -> tx.lastChange(batch)
                                    .filter(last -> last.isBefore(tx.now().minus(age)))
                                    .isPresent())
                            .map(batch -> {
                                tx.remove(batch);
                                return 1;
                            }))
                    .orElse(0);
        }
        return purged;
    }
}
