package io.exportcomments.bulk.internal;

import io.exportcomments.bulk.batch.BatchPlan;
import io.exportcomments.bulk.batch.BatchStage;
import io.exportcomments.bulk.batch.BegunExport;
import io.exportcomments.bulk.batch.ItemEvent;
import io.exportcomments.bulk.batch.ItemLifecycle;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.port.BatchRecord;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.bulk.port.DuplicateException;
import io.exportcomments.bulk.port.Handover;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.bulk.port.StoreTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Goes on with what an earlier run of a program, or another program, has begun. Thread-safe; blocks. */
public final class BatchResumption {
    private static final int PAGE = 500;

    private final BulkStore store;

    /** Over a store, which is borrowed. */
    public BatchResumption(BulkStore store) {
        this.store = store;
    }

    /** Takes over what another program has begun; how many, without those that the batch knows more of. */
    public int takeOver(BatchPlan plan, Collection<BegunExport> begun) {
        List<BegunExport> all = List.copyOf(begun);
        int taken = 0;
        List<RuntimeException> left = new ArrayList<>();
        for (int from = 0; from < all.size(); from += PAGE) {
            List<BegunExport> page = all.subList(from, Math.min(all.size(), from + PAGE));
            try {
                taken += takeOver(plan, page);
            } catch (DuplicateException e) {
                taken += page.stream()
                        .mapToInt(export -> takeOverAlone(plan, export, left))
                        .sum();
            }
        }
        if (!left.isEmpty()) {
            throw left.get(0);
        }
        return taken;
    }

    private int takeOver(BatchPlan plan, List<BegunExport> page) {
        return store.transact(tx -> takeOver(tx, tx.addBatch(plan), page));
    }

    /** What can't be taken over does not become an item, either, as that would be sent. */
    private int takeOverAlone(BatchPlan plan, BegunExport export, List<RuntimeException> left) {
        try {
            return takeOver(plan, List.of(export));
        } catch (DuplicateException e) {
            String url = export.request().url();
            left.add(export.job()
                    .<RuntimeException>map(job -> new IllegalArgumentException(
                            "The job of " + url + " belongs to another item: " + job.value(), e))
                    .orElseGet(() -> new IllegalStateException(
                            "The export of " + url + " is being sent for another batch; take it over once it is not",
                            e)));
            return 0;
        }
    }

    private static int takeOver(StoreTransaction tx, BatchRecord batch, List<BegunExport> page) {
        refuseCancelled(batch);
        Map<String, BegunExport> wanted = new HashMap<>();
        for (BegunExport export : page) {
            String key = RequestKey.of(export.request());
            wanted.put(key, export);
            tx.add(batch, key, export.request());
        }
        int taken = 0;
        for (ItemRecord found : tx.items(batch, EnumSet.of(ItemState.WAITING), 0, Integer.MAX_VALUE)) {
            BegunExport export = wanted.get(found.key());
            ItemRecord item = export == null ? null : tx.item(found.id()).orElse(null);
            if (export != null && item != null && isUntouched(item)) {
                tx.save(begun(item, export, tx.now()));
                taken++;
            }
        }
        return taken;
    }

    private static boolean isUntouched(ItemRecord item) {
        return item.state() == ItemState.WAITING && item.owner() == null && item.attempt() == 0 && item.job() == null;
    }

    private static ItemRecord begun(ItemRecord waiting, BegunExport export, Instant now) {
        ItemRecord sending = waiting.edit()
                .event(ItemEvent.SEND)
                .sent(export.sentAt(), export.sentAt())
                .message(export.message().orElse(null))
                .dueAt(now)
                .done(now);
        if (export.job().isEmpty()) {
            return sending;
        }
        ItemRecord created =
                sending.edit().event(ItemEvent.CREATED).job(export.job().get()).done(now);
        return export.state() == ItemState.CREATED
                ? created
                : created.edit()
                        .event(ItemEvent.DONE)
                        .handover(Handover.OVER)
                        .dueAt(null)
                        .done(now);
    }

    /** Looks again at what is not done, and at once at what would be tried later. */
    public void lookAgain(String name) {
        refuseCancelled(store.transact(tx -> known(tx, name)));
        each(name, BatchResumption::again);
    }

    private static @Nullable ItemRecord again(StoreTransaction tx, SentTogether together, ItemRecord item) {
        Instant now = tx.now();
        Instant due = item.dueAt();
        if (item.owner() != null || together.has(item)) {
            return null;
        }
        if (item.state().isEnd() && !item.handover().isDue()) {
            boolean stays = ItemLifecycle.next(item.state(), ItemEvent.LOOK_AGAIN)
                            .isEmpty()
                    || ((item.state() == ItemState.FAILED || item.state() == ItemState.STOPPED) && item.job() == null);
            return stays
                    ? null
                    : item.edit().event(ItemEvent.LOOK_AGAIN).dueAt(now).done(now);
        }
        Instant until = item.sendUntil();
        Instant earliest = item.state() == ItemState.SENDING && until != null && until.isAfter(now) ? until : now;
        return due != null && due.isAfter(earliest)
                ? item.edit().dueAt(earliest).done(now)
                : null;
    }

    /** Takes back what workers had that are certainly gone; how many items. */
    public int takeBack(String name) {
        return each(name, BatchResumption::takenBack);
    }

    /** Of a batch of the service, jobs may appear as long as its answer could have come: that is waited for. */
    private static @Nullable ItemRecord takenBack(StoreTransaction tx, SentTogether together, ItemRecord item) {
        if (together.has(item)) {
            return item.owner() == null ? null : item.edit().owner(null).done(tx.now());
        }
        return item.owner() == null && item.state() != ItemState.SENDING
                ? null
                : item.edit().owner(null).dueAt(tx.now()).done(tx.now());
    }

    /** How an item is changed; null for not at all. */
    private interface Step {
        @Nullable ItemRecord change(StoreTransaction tx, SentTogether together, ItemRecord item);
    }

    private int each(String name, Step step) {
        SentTogether together = store.transact(SentTogether::in);
        int changed = 0;
        long after = 0;
        while (true) {
            long from = after;
            List<ItemRecord> page =
                    store.transact(tx -> tx.items(known(tx, name), EnumSet.allOf(ItemState.class), from, PAGE));
            if (page.isEmpty()) {
                return changed;
            }
            List<Long> toChange = store.transact(tx -> page.stream()
                    .filter(item -> step.change(tx, together, item) != null)
                    .map(ItemRecord::id)
                    .toList());
            changed += toChange.isEmpty() ? 0 : changed(name, toChange, step, together);
            after = page.get(page.size() - 1).id();
        }
    }

    private int changed(String name, List<Long> page, Step step, SentTogether together) {
        Function<List<Long>, Integer> change = ids -> store.transact(tx -> {
            if (tx.keep(known(tx, name)).isEmpty()) {
                return 0;
            }
            int changed = 0;
            for (long id : ids) {
                ItemRecord item = tx.item(id).orElse(null);
                ItemRecord next = item == null ? null : step.change(tx, together, item);
                if (next != null) {
                    tx.save(next);
                    changed++;
                }
            }
            return changed;
        });
        try {
            return change.apply(page);
        } catch (DuplicateException e) {
            return page.stream().mapToInt(id -> alone(change, id)).sum();
        }
    }

    /** The same export is being sent for another batch: that one is looked at when it is over. */
    private static int alone(Function<List<Long>, Integer> change, long id) {
        try {
            return change.apply(List.of(id));
        } catch (DuplicateException e) {
            return 0;
        }
    }

    private static BatchRecord known(StoreTransaction tx, String name) {
        return tx.batch(name).orElseThrow(() -> new IllegalArgumentException("There is no batch named " + name));
    }

    private static void refuseCancelled(BatchRecord batch) {
        if (batch.stage() == BatchStage.CANCELLED) {
            throw new IllegalStateException("The batch " + batch.plan().name() + " was cancelled, which is for good");
        }
    }
}
