package io.exportcomments.bulk.internal;

import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The items that this worker has on the way, and the way out for each: its outcome is written down, however often the
 * store fails in between. To be used in tasks of its executor only.
 */
final class ActiveItems {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final WorkLog log;
    private final Timekeeper time;
    private final SerialExecutor serial;
    private final Reports reports;
    private final Map<Long, Runnable> active = new HashMap<>();

    /** Those of the active ones that went by batches, or whose jobs are followed for a worker that died. */
    private final Set<Long> uncounted = new HashSet<>();

    /** Jobs that were answered and could not be written down yet. */
    private final Map<Long, JobGuid> answered = new HashMap<>();

    private Consumer<ItemRecord> next = item -> {};
    private Runnable finished = () -> {};
    private @Nullable String owner;
    private volatile boolean closed;

    ActiveItems(WorkLog log, Timekeeper time, SerialExecutor serial, Reports reports) {
        this.log = log;
        this.time = time;
        this.serial = serial;
        this.reports = reports;
    }

    /**
     * @param then goes on with an item that this worker still has after an outcome was written down
     * @param whenFinished runs when there is room for another item
     */
    void connect(Consumer<ItemRecord> then, Runnable whenFinished) {
        next = then;
        finished = whenFinished;
    }

    /** How many there are, apart from those whose number does not count. */
    int size() {
        return active.size() - uncounted.size();
    }

    /** How many there are whose number does not count. */
    int uncounted() {
        return uncounted.size();
    }

    /** Does not count an item that is on the way as long as it is: it takes no place that another could have. */
    void putUncounted(long id, Runnable cancel) {
        uncounted.add(id);
        put(id, cancel);
    }

    boolean has(long id) {
        return active.containsKey(id);
    }

    /** An item is on the way; how to give it up. */
    void put(long id, Runnable cancel) {
        active.put(id, cancel);
    }

    /** A job that this worker knows to be the item's; null if it knows of none. */
    @Nullable JobGuid answer(long id) {
        return answered.get(id);
    }

    /** All that is put from now on belongs to this one, by the table. */
    void begin(String newOwner) {
        owner = newOwner;
    }

    /** Gives up all items; their outcomes count no more, except for jobs that exist. */
    void giveUpAll() {
        List<Runnable> cancels = List.copyOf(active.values());
        active.clear();
        uncounted.clear();
        cancels.forEach(Runnable::run);
    }

    void close() {
        closed = true;
        giveUpAll();
    }

    /** May be asked by any thread. */
    boolean isClosed() {
        return closed;
    }

    /** Writes down what became of an item, and goes on with it if it is still this worker's. */
    void settle(ItemRecord item, Change change) {
        settle(item, change, 0);
    }

    private void settle(ItemRecord item, Change change, int tries) {
        if (closed) {
            return;
        }
        if (change.job() != null) {
            answered.put(item.id(), change.job());
        }
        try {
            settled(item, change, log.settle(item, change));
        } catch (RuntimeException | Error e) {
            reports.storeFailed(e);
            again(tries, () -> settle(item, change, tries + 1));
        }
    }

    private void settled(ItemRecord item, Change change, Settled settled) {
        answered.remove(item.id());
        ItemRecord held = settled.held();
        if (settled.outcome() == Settled.Outcome.JOB_OF_ANOTHER) {
            release(item, Duration.ZERO);
        } else if (held != null) {
            next.accept(held);
        } else {
            if (settled.outcome() == Settled.Outcome.JOB_TOO_MANY) {
                reports.jobTooMany(item.shown(), Objects.requireNonNull(change.job()));
            }
            finish(item);
        }
    }

    /** Gives an item back as it is. */
    void release(ItemRecord item, Duration after) {
        release(item, after, true, 0);
    }

    /** The same, where nothing was tried that could have told more. */
    void releaseUntried(ItemRecord item, Duration after) {
        release(item, after, false, 0);
    }

    private void release(ItemRecord item, Duration after, boolean counts, int tries) {
        if (closed) {
            return;
        }
        try {
            log.release(item, after, counts);
            finish(item);
        } catch (RuntimeException | Error e) {
            reports.storeFailed(e);
            again(tries, () -> release(item, after, counts, tries + 1));
        }
    }

    /** An item is no longer on the way here, unless it was taken again since. */
    void finish(ItemRecord item) {
        if (Objects.equals(item.owner(), owner)) {
            active.remove(item.id());
            uncounted.remove(item.id());
        }
        finished.run();
    }

    /** There may be something to do now, or nothing left to wait for. */
    void wake() {
        finished.run();
    }

    private void again(int tries, Runnable task) {
        time.schedule(pause(tries, LONGEST_PAUSE), () -> serial.execute(task));
    }

    /** A second, doubled with each try. */
    static Duration pause(int tries, Duration longest) {
        Duration pause = Duration.ofSeconds(1L << Math.min(Math.max(tries, 0), 20));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
