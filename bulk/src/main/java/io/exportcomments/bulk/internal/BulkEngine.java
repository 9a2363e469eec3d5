package io.exportcomments.bulk.internal;

import io.exportcomments.AsyncExportComments;
import io.exportcomments.adapter.RearmableTimer;
import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.bulk.port.Work;
import io.exportcomments.job.BatchRequest;
import io.exportcomments.job.Plan;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One worker: takes items from the store and brings each to its end. It wakes up when an item of its own has moved on,
 * and now and then; it says that it is alive at each heartbeat, and takes what dead workers had. Thread-safe.
 */
public final class BulkEngine {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** After which threads that are full may have room again. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private static final Duration UNTIL_HELD_UP = Duration.ofMillis(1_500);

    private final EngineSettings settings;
    private final WorkLog log;
    private final Timekeeper time;
    private final SerialExecutor serial;
    private final RearmableTimer timer;
    private final Reports reports;
    private final ActiveItems items;
    private final SendingPauses pauses;
    private final BatchChoice choice;
    private final Sendings sendings;
    private final BatchSendings batches;
    private final Followings followings;
    private final Deliveries deliveries;
    private final Purging purging;

    private @Nullable String session;
    private long nextBeat;
    private int troubles;
    private boolean awake;
    /** The one that has come next; those behind it wait for it. */
    private final AtomicReference<@Nullable Runnable> refusedTask = new AtomicReference<>();

    private volatile boolean leaving;
    private volatile boolean ending;
    private volatile boolean closed;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** A worker that has not begun. */
    public BulkEngine(EngineSettings settings) {
        this.settings = settings;
        time = settings.time();
        serial = new SerialExecutor(this::onThreads);
        timer = new RearmableTimer(time, serial);
        reports = new Reports(settings.listener());
        log = new WorkLog(settings.store(), settings.times(), reports::changed);
        items = new ActiveItems(log, time, serial, reports);
        AsyncExportComments client = settings.client().async();
        pauses = new SendingPauses(time, reports);
        Plan plan = settings.client().plan();
        choice = new BatchChoice(plan, settings.client().isPlanSet());
        sendings = new Sendings(new SingleCreations(client, serial), log, items, time, serial, reports, pauses);
        batches = new BatchSendings(new BatchCreations(client, time), plan, log, items, time, serial, reports, pauses);
        if (!settings.serviceBatches()) {
            pauses.noBatchAnyMore();
        }
        followings = new Followings(client, items, serial, reports);
        deliveries = new Deliveries(settings, log, items, serial, reports);
        purging = new Purging(settings.store(), settings.times().purgeAfter(), time);
        items.connect(this::goOn, this::wakeSoon);
    }

    /**
     * What the lent threads refuse is offered to them again, as the worker would stand still without it; when it ends,
     * it is done right here. What comes after the end, such as the answers to what was given up, is dropped.
     */
    private void onThreads(Runnable task) {
        try {
            settings.work().execute(task);
        } catch (RejectedExecutionException | OutOfMemoryError refused) {
            if (leaving && !closed) {
                task.run();
            } else if (!closed) {
                reports.refused(refused);
                refusedTask.set(task);
                time.schedule(AGAIN, this::offerAgain);
            }
        }
    }

    private void offerAgain() {
        Runnable task = refusedTask.getAndSet(null);
        if (task != null) {
            onThreads(task);
        }
    }

    /** Begins to work. */
    public void start() {
        serial.execute(() -> {
            nextBeat = time.nanoTime();
            tick();
        });
    }

    /** Looks for work at once. */
    public void wake() {
        serial.execute(this::wakeSoon);
    }

    private void wakeSoon() {
        if (ending) {
            handBackIfAnswered();
        } else if (!closed && !awake) {
            awake = true;
            timer.set(Duration.ZERO, this::tick);
        }
    }

    private void tick() {
        if (closed || ending) {
            return;
        }
        awake = false;
        Duration next;
        try {
            beatIfDue();
            takeWork();
            purging.purgeIfDue();
            troubles = 0;
            next = untilNext();
        } catch (RuntimeException | Error e) {
            reports.storeFailed(e);
            next = ActiveItems.pause(troubles++, LONGEST_PAUSE);
        }
        if (!awake) {
            timer.set(next, this::tick);
        }
    }

    private Duration untilNext() {
        Duration next = shorter(settings.times().idle(), Duration.ofNanos(nextBeat - time.nanoTime()));
        Duration pause = pauses.untilNext();
        if (pause.compareTo(Duration.ZERO) > 0) {
            next = shorter(next, pause);
        }
        return sendings.mayBeHeldUp() ? shorter(next, UNTIL_HELD_UP) : next;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private void beatIfDue() {
        long now = time.nanoTime();
        if (now - nextBeat < 0) {
            return;
        }
        String mine = session;
        if (mine == null) {
            mine = settings.worker() + "-" + UUID.randomUUID();
            log.begin(mine);
            session = mine;
            items.begin(mine);
        }
        List<ItemRecord> toStop = log.beat(mine, items::has);
        if (toStop == null) {
            session = null;
            reports.takenForDead();
            items.giveUpAll();
            beatIfDue();
        } else {
            nextBeat = now + settings.times().heartbeat().toNanos();
            toStop.forEach(followings::stop);
        }
    }

    private void takeWork() {
        String mine = session;
        if (mine == null) {
            return;
        }
        int room = settings.concurrency() - items.size();
        boolean oneByOne = pauses.isWithoutBatches();
        int followed = oneByOne ? 0 : settings.concurrency() + BatchRequest.MOST_URLS - items.uncounted();
        WorkTaking.Appetite appetite = new WorkTaking.Appetite(
                room + settings.concurrency(),
                followed,
                mayTakeMore(room),
                onTheWay -> portion(room, onTheWay),
                batches::takes);
        WorkTaking.Taken taken = log.take(mine, appetite);
        for (ItemRecord item : taken.underWay()) {
            if (item.work() == Work.FOLLOW && !oneByOne) {
                items.putUncounted(item.id(), () -> {});
            }
            goOn(item);
        }
        sendings.send(taken.singly());
        batches.send(taken.together());
    }

    private boolean mayTakeMore(int room) {
        boolean heldUp = pauses.isWithoutBatches() ? sendings.isPaused() : sendings.isHeldUp();
        return heldUp ? largestBatch() > 0 : room > 0;
    }

    private int largestBatch() {
        return sendings.areOnTheirWay() ? 0 : batches.largest();
    }

    private Portion portion(int room, Supplier<Map<ItemState, Long>> onTheWay) {
        Map<ItemState, Long> counts = onTheWay.get();
        long taken = counts.getOrDefault(ItemState.WAITING, 0L);
        long sent = counts.getOrDefault(ItemState.SENDING, 0L) + counts.getOrDefault(ItemState.CREATED, 0L);
        if (pauses.isWithoutBatches()) {
            return new Portion(choice.singly(room, taken + sent), 0);
        }
        return choice.portion(
                taken, sent, new BatchChoice.Standing(room, sendings.isHeldUp(), largestBatch(), batches.sinceLast()));
    }

    private void goOn(ItemRecord item) {
        Work work = ending ? null : item.work();
        if (work == null) {
            items.finish(item);
            return;
        }
        switch (work) {
            case SEND -> sendings.send(List.of(item));
            case LOOK_UP -> sendings.lookUp(item);
            case FOLLOW -> followings.follow(item);
            case HAND_OVER -> deliveries.deliver(item);
        }
    }

    /**
     * Stops working, and hands all items back; the future completes when that is written down. What has gone out may
     * get a moment to be answered: without its answer, others have to look it up.
     */
    public CompletableFuture<Void> end() {
        leaving = true;
        serial.execute(() -> {
            ending = true;
            timer.clear();
            sendings.cancelWaiting();
            batches.cancelWaiting();
            Duration wait = settings.times().answers();
            if (wait.isZero()) {
                handBack();
            } else {
                time.schedule(wait, () -> serial.execute(this::handBack));
                handBackIfAnswered();
            }
        });
        offerAgain();
        return ended;
    }

    private void handBackIfAnswered() {
        if (!sendings.areUnanswered() && !batches.areUnanswered()) {
            handBack();
        }
    }

    private void handBack() {
        if (closed) {
            return;
        }
        closed = true;
        items.close();
        String mine = session;
        session = null;
        if (mine != null) {
            try {
                log.end(mine);
            } catch (RuntimeException | Error e) {
                reports.storeFailed(e);
            }
        }
        ended.complete(null);
    }
}
