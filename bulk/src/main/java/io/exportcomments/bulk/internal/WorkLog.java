package io.exportcomments.bulk.internal;

import io.exportcomments.bulk.batch.BatchStage;
import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.ItemEvent;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.port.BatchRecord;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.bulk.port.DuplicateException;
import io.exportcomments.bulk.port.Edit;
import io.exportcomments.bulk.port.Handover;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.bulk.port.StoreTransaction;
import io.exportcomments.job.JobGuid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What one worker takes from the store and writes back: each method is one transaction. What a worker believes of an
 * item is checked before it is written: somebody may have taken over. Thread-safe; blocks.
 */
final class WorkLog {
    /** Further apart than this, jobs of other pages are not taken for an item's, whatever is wrong with the clocks. */
    private static final Duration SKEW = Duration.ofMinutes(30);

    private static final int MOST_ENDED_AT_ONCE = 500;

    private final BulkStore store;
    private final WorkerTimes times;
    private final Consumer<BulkItem> changed;

    /**
     * @param changed hears of each item that has changed its state, once that is stored
     */
    WorkLog(BulkStore store, WorkerTimes times, Consumer<BulkItem> changed) {
        this.store = store;
        this.times = times;
        this.changed = changed;
    }

    // The worker

    void begin(String worker) {
        store.transact(tx -> {
            tx.addWorker(worker, tx.now().plus(times.lease()));
            return true;
        });
    }

    /**
     * Notes that the worker is alive, frees what nobody is at, and ends what waits in cancelled batches. Nobody is at
     * what dead workers had, and at what is the worker's own by the table and unknown to it: then the connection was
     * cut while it was committed, and the store's answer was lost.
     *
     * @param known the items that the worker knows to be its own
     * @return the worker's items whose batches were cancelled, so that their jobs are to be stopped; null if the worker
     *     itself was taken for dead: what it had is no longer its own
     */
    @Nullable List<ItemRecord> beat(String worker, LongPredicate known) {
        return store.transact(tx -> {
            if (!tx.renew(worker, tx.now().plus(times.lease()))) {
                return null;
            }
            for (String dead : tx.dead()) {
                if (tx.removeWorker(dead)) {
                    free(tx, dead);
                }
            }
            endWaiting(tx);
            return ownToStop(tx, worker, known);
        });
    }

    private static List<ItemRecord> ownToStop(StoreTransaction tx, String worker, LongPredicate known) {
        List<ItemRecord> toStop = new ArrayList<>();
        for (ItemRecord item : tx.heldBy(worker)) {
            if (!known.test(item.id())) {
                tx.save(item.edit().owner(null).done(tx.now()));
            } else if (item.state() == ItemState.CREATED && item.batch().stage() == BatchStage.CANCELLED) {
                toStop.add(item);
            }
        }
        return toStop;
    }

    /** What came back to a batch at the moment at which it was cancelled would wait for ever. */
    private static void endWaiting(StoreTransaction tx) {
        for (BatchRecord batch : tx.batches()) {
            if (batch.stage() == BatchStage.CANCELLED) {
                tx.items(batch, EnumSet.of(ItemState.WAITING), 0, MOST_ENDED_AT_ONCE)
                        .forEach(item -> endWaiting(tx, item.id()));
            }
        }
    }

    private static void endWaiting(StoreTransaction tx, long id) {
        tx.item(id)
                .filter(item -> item.state() == ItemState.WAITING && !SingleCreations.mayBeRetried(item))
                .map(item -> item.edit().event(ItemEvent.CANCEL).owner(null).dueAt(tx.now()))
                .ifPresent(edit -> tx.save(edit.done(tx.now())));
    }

    /** Hands back all that the worker has. */
    void end(String worker) {
        store.transact(tx -> {
            tx.removeWorker(worker);
            free(tx, worker);
            return true;
        });
    }

    private static void free(StoreTransaction tx, String worker) {
        Instant now = tx.now();
        tx.heldBy(worker).forEach(item -> tx.save(item.edit().owner(null).done(now)));
    }

    // Taking

    /**
     * Takes what nobody has. Whoever was taken for dead since its last heartbeat gets nothing: nobody would look for
     * what it has.
     */
    WorkTaking.Taken take(String worker, WorkTaking.Appetite appetite) {
        return store.transact(tx -> new WorkTaking(tx, worker, times.lease()).take(appetite));
    }

    // One item

    /**
     * Notes that an item is about to be sent.
     *
     * @throws NotSentException if it must not be sent now; it says why
     */
    ItemRecord noteSending(ItemRecord mine) {
        return noteSending(List.of(mine)).get(0);
    }

    /**
     * Notes that some items are about to be sent together: all of them, or none.
     *
     * @throws NotSentException if one of them must not be sent now; it says why
     */
    List<ItemRecord> noteSending(List<ItemRecord> mine) {
        try {
            List<ItemRecord> noted = store.transact(
                    tx -> mine.stream().map(item -> noteSending(tx, item)).toList());
            noted.forEach(item -> changed.accept(item.shown()));
            return noted;
        } catch (DuplicateException e) {
            throw new NotSentException("the same export is being sent for another batch", e);
        }
    }

    /** Fails as {@link #noteSending} does where an item must not be sent now, and notes nothing. */
    void checkSending(ItemRecord mine) {
        store.transact(tx -> mayBeSent(tx, mine));
    }

    private static ItemRecord mayBeSent(StoreTransaction tx, ItemRecord mine) {
        ItemRecord item = current(tx, mine);
        if (item == null || !Objects.equals(item.owner(), mine.owner())) {
            throw new NotSentException("another worker has taken the item over");
        }
        if (item.batch().stage() != BatchStage.RUNNING) {
            throw new NotSentException("the batch is " + item.batch().stage().label());
        }
        return item;
    }

    private ItemRecord noteSending(StoreTransaction tx, ItemRecord mine) {
        ItemRecord item = mayBeSent(tx, mine);
        Instant now = tx.now();
        Instant until = now.plus(times.exchange());
        Edit edit = item.edit().event(ItemEvent.SEND).sent(now, until);
        ItemRecord sending =
                edit.message(null).dueAt(until.plus(times.settling())).done(now);
        tx.save(sending);
        return sending;
    }

    /** What became of an item is written down, if it still is as the worker believes. */
    Settled settle(ItemRecord mine, Change change) {
        try {
            Settled settled = store.transact(tx -> {
                ItemRecord item = current(tx, mine);
                boolean owned =
                        item != null && item.owner() != null && item.owner().equals(mine.owner());
                if (item == null || !(owned || item.state() == ItemState.SENDING)) {
                    return known(tx, mine, change.job());
                }
                ItemRecord next = unlessCancelled(change.apply(item, owned, tx.now()), tx.now());
                tx.save(next);
                return new Settled(Settled.Outcome.WRITTEN, owned && next.owner() != null ? next : null, next);
            });
            if (settled.written() != null) {
                changed.accept(settled.written().shown());
            }
            return settled;
        } catch (DuplicateException e) {
            return new Settled(Settled.Outcome.JOB_OF_ANOTHER, null, null);
        }
    }

    /** What would wait in a batch that was cancelled meanwhile would wait for ever. */
    private static ItemRecord unlessCancelled(ItemRecord item, Instant now) {
        return item.state() == ItemState.WAITING && item.batch().stage() == BatchStage.CANCELLED
                ? item.edit().event(ItemEvent.CANCEL).dueAt(now).done(now)
                : item;
    }

    private static Settled known(StoreTransaction tx, ItemRecord mine, @Nullable JobGuid job) {
        boolean same = tx.item(mine.id())
                .filter(item -> job == null || job.equals(item.job()))
                .isPresent();
        return new Settled(same ? Settled.Outcome.TAKEN_OVER : Settled.Outcome.JOB_TOO_MANY, null, null);
    }

    private static @Nullable ItemRecord current(StoreTransaction tx, ItemRecord mine) {
        return tx.item(mine.id())
                .filter(item -> item.attempt() == mine.attempt() && item.state() == mine.state())
                .orElse(null);
    }

    /**
     * Gives an item back as it is, for anybody to take it up after a time.
     *
     * @param counts whether that is one more try in vain
     */
    void release(ItemRecord mine, Duration after, boolean counts) {
        store.transact(tx -> {
            ItemRecord item = current(tx, mine);
            if (item != null && Objects.equals(item.owner(), mine.owner())) {
                Instant now = tx.now();
                Instant due = later(now.plus(after), item.state() == ItemState.SENDING ? item.dueAt() : null);
                Edit edit = item.edit().owner(null).dueAt(due);
                tx.save((counts ? edit.givenBack() : edit).done(now));
            }
            return true;
        });
    }

    private static Instant later(Instant a, @Nullable Instant b) {
        return b == null || a.isAfter(b) ? a : b;
    }

    // Handing over

    /**
     * Notes that the handler is about to be called; whether it may have been before. Empty if another worker has it.
     */
    Optional<Boolean> beginHandover(ItemRecord mine) {
        return store.transact(tx -> held(tx, mine).map(item -> {
            tx.save(item.edit().handover(Handover.BEGUN).done(item.changedAt()));
            return item.handover() == Handover.BEGUN;
        }));
    }

    /** Notes that the end is handed over. */
    void endHandover(ItemRecord mine, @Nullable String file, @Nullable String message) {
        store.transact(tx -> {
            held(tx, mine).ifPresent(item -> {
                Edit edit = item.edit().handover(Handover.OVER).owner(null).dueAt(null);
                tx.save(edit.file(file).message(message).done(tx.now()));
            });
            return true;
        });
    }

    private static Optional<ItemRecord> held(StoreTransaction tx, ItemRecord mine) {
        return Optional.ofNullable(current(tx, mine))
                .filter(item -> Objects.equals(item.owner(), mine.owner())
                        && item.handover().isDue());
    }

    // Looking up

    /**
     * The jobs of other items that an unsettled one must not be given, whether other items are unsettled too, and how
     * long ago this one was sent.
     */
    record Others(Map<JobGuid, Instant> jobs, boolean unsettled, Duration sinceSent) {}

    Others others(ItemRecord mine) {
        Instant from = Objects.requireNonNull(mine.sentAt(), "sentAt").minus(SKEW);
        Instant to = Objects.requireNonNull(mine.sendUntil(), "sendUntil").plus(SKEW);
        return store.transact(tx -> new Others(
                tx.jobsOfOthers(mine, from, to),
                tx.isAnotherSending(mine),
                Duration.between(Objects.requireNonNull(mine.sentAt()), tx.now())));
    }
}
