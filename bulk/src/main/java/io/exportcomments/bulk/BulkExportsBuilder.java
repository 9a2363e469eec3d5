package io.exportcomments.bulk;

import io.exportcomments.ExportComments;
import io.exportcomments.adapter.SystemTimekeeper;
import io.exportcomments.annotation.Experimental;
import io.exportcomments.bulk.batch.BulkListener;
import io.exportcomments.bulk.batch.EndHandler;
import io.exportcomments.bulk.batch.ResultTarget;
import io.exportcomments.bulk.internal.BulkThreads;
import io.exportcomments.bulk.internal.EngineSettings;
import io.exportcomments.bulk.internal.WorkerParts;
import io.exportcomments.bulk.internal.WorkerTimes;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sets {@link BulkExports} up. Not safe for use by many threads. */
public final class BulkExportsBuilder {
    private static final int HANDLER_THREADS = 4;
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final int MOST_AT_ONCE = 10_000;
    private static final Duration EXCHANGE = Duration.ofSeconds(60);
    private static final Duration USUAL_MARGIN = Duration.ofSeconds(30);
    private static final Duration LEAST_MARGIN = Duration.ofSeconds(5);

    private final ExportComments client;
    private final BulkStore store;
    private String worker = "worker";
    private int concurrency = 10;
    private boolean serviceBatches = true;
    private Duration heartbeat = Duration.ofSeconds(10);
    private @Nullable Duration lease;
    private @Nullable Duration exchange;
    private Duration settling = Duration.ofSeconds(30);
    private Duration answers = Duration.ZERO;
    private @Nullable Duration purgeAfter;
    private ResultTarget target = ResultTarget.NONE;
    private EndHandler handler = EndHandler.NONE;
    private BulkListener listener = BulkListener.NONE;
    private @Nullable Timekeeper timekeeper;
    private @Nullable Executor workExecutor;
    private @Nullable Executor handlerExecutor;

    BulkExportsBuilder(ExportComments client, BulkStore store) {
        this.client = Objects.requireNonNull(client, "client");
        this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * Sets the worker's name, by which people tell workers apart; {@code worker} by default. Two may have the same.
     *
     * @throws IllegalArgumentException if it does not have 1 to 60 letters, digits, dots, dashes and underscores
     */
    public BulkExportsBuilder worker(String name) {
        if (!name.matches("[\\w.-]{1,60}")) {
            throw new IllegalArgumentException(
                    "A worker's name has 1 to 60 letters, digits, dots, dashes and underscores: " + name);
        }
        worker = name;
        return this;
    }

    /**
     * Sets how many items this worker has on the way at most, from being sent to the ends of their jobs; 10 by
     * default, which are all places that the Business plan has. Where the client was told its plan, all workers
     * together have no more on the way one by one than that plan has places. Those that go by {@link #serviceBatches}
     * come on top.
     *
     * @throws IllegalArgumentException if it is not between 1 and 10,000
     */
    public BulkExportsBuilder concurrency(int items) {
        if (items < 1 || items > MOST_AT_ONCE) {
            throw new IllegalArgumentException("The concurrency must be between 1 and 10,000: " + items);
        }
        concurrency = items;
        return this;
    }

    /**
     * Sets whether items may go by the service's own batches, where that is faster: many items with the same options
     * as one request, which queue at the service, up to as many as the client's plan allows. By default they may;
     * where the service has no batches, they go one by one. Without batches, an item is sent when a place of the plan
     * is free, and not before: what waits can be paused, and yields to batches of a higher priority.
     */
    @Experimental
    public BulkExportsBuilder serviceBatches(boolean allowed) {
        serviceBatches = allowed;
        return this;
    }

    /**
     * Sets how often the worker says that it is alive; 10 s by default. The lease, unless it is set, is twice that, so
     * that a killed worker's items are taken up within three heartbeats.
     *
     * @throws IllegalArgumentException if it is not between 100 ms and 10 minutes
     */
    public BulkExportsBuilder heartbeat(Duration interval) {
        heartbeat = checked("heartbeat", interval, Duration.ofMillis(100), Duration.ofMinutes(10));
        return this;
    }

    /**
     * Sets after how long without a heartbeat the worker counts as dead.
     *
     * @throws IllegalArgumentException if it is not between 200 ms and 1 hour
     */
    public BulkExportsBuilder lease(Duration time) {
        lease = checked("lease", time, Duration.ofMillis(200), Duration.ofHours(1));
        return this;
    }

    /**
     * Sets how long the exchange of a creation takes at most, from when it was noted: at least the client's attempt
     * time-out and 5 s, or {@link #build} fails; by default 60 s, and at least the attempt time-out and 30 s. Only
     * after that and {@link #settling} is a sending looked up that its worker did not settle.
     *
     * @throws IllegalArgumentException if it is not between 6 s and 1 hour
     */
    public BulkExportsBuilder exchangeTimeout(Duration time) {
        exchange = checked("exchangeTimeout", time, Duration.ofSeconds(6), Duration.ofHours(1));
        return this;
    }

    /**
     * Sets how long the service may take to show a job in its list after its creation is over; 30 s by default.
     *
     * @throws IllegalArgumentException if it is not between 1 s and 1 hour
     */
    public BulkExportsBuilder settling(Duration time) {
        settling = checked("settling", time, Duration.ofSeconds(1), Duration.ofHours(1));
        return this;
    }

    /**
     * Sets how long closing waits at most for the answers to what has gone out; not at all by default. What is not
     * answered has to be looked up by whoever goes on with it, which takes longer.
     *
     * @throws IllegalArgumentException if it is not between 0 and 5 s
     */
    @Experimental
    public BulkExportsBuilder closingWait(Duration time) {
        answers = checked("closingWait", time, Duration.ZERO, Duration.ofSeconds(5));
        return this;
    }

    /**
     * Sets how long a batch stays in the store that is over; for good by default, unless {@link BulkBatches#purge}
     * removes it. Whoever works looks once an hour. A batch is known by its name only as long as it is there: submitted
     * again afterwards, all of it is exported again. So take longer than any program may come back to one.
     *
     * @throws IllegalArgumentException if it is not between 1 hour and 10 years (3,650 days)
     */
    @Experimental
    public BulkExportsBuilder purgeAfter(Duration age) {
        purgeAfter = checked("purgeAfter", age, Duration.ofHours(1), Duration.ofDays(3_650));
        return this;
    }

    private static Duration checked(String what, Duration time, Duration least, Duration most) {
        if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    what + " must be between " + shown(least) + " and " + shown(most) + ": " + time);
        }
        return time;
    }

    private static String shown(Duration time) {
        if (time.toMillisPart() > 0) {
            return time.toMillis() + " ms";
        }
        return time.toSecondsPart() > 0 || time.isZero() ? time.toSeconds() + " s" : time.toMinutes() + " min";
    }

    /** Sets where results are put; nowhere by default. */
    public BulkExportsBuilder results(ResultTarget place) {
        target = Objects.requireNonNull(place, "results");
        return this;
    }

    /** Sets what hears of the end of each item. All workers of a store should have the same. */
    public BulkExportsBuilder onEnd(EndHandler told) {
        handler = Objects.requireNonNull(told, "onEnd");
        return this;
    }

    /** Sets what hears of trouble. */
    public BulkExportsBuilder listener(BulkListener heard) {
        listener = Objects.requireNonNull(heard, "listener");
        return this;
    }

    /** Sets where time and waiting come from; by default the system's clock and a thread of its own. */
    public BulkExportsBuilder timekeeper(Timekeeper source) {
        timekeeper = Objects.requireNonNull(source, "timekeeper");
        return this;
    }

    /** Sets what does the blocking work on the store, one task at a time; by default a thread of its own. */
    public BulkExportsBuilder workExecutor(Executor executor) {
        workExecutor = Objects.requireNonNull(executor, "workExecutor");
        return this;
    }

    /** Sets what calls handlers and writes results; by default up to four threads. */
    public BulkExportsBuilder handlerExecutor(Executor executor) {
        handlerExecutor = Objects.requireNonNull(executor, "handlerExecutor");
        return this;
    }

    /**
     * One that does not work: to submit, inspect and command, until {@link BulkExports#start}. The caller closes it.
     *
     * @throws IllegalStateException if the lease is not longer than the heartbeat, or the {@link #exchangeTimeout} is
     *     too short for an attempt of the client
     */
    public BulkExports build() {
        Duration leased = lease != null ? lease : heartbeat.multipliedBy(2);
        if (leased.compareTo(heartbeat) <= 0) {
            throw new IllegalStateException("The lease must be longer than the heartbeat: " + leased.toMillis()
                    + " ms and " + heartbeat.toMillis() + " ms");
        }
        Duration idle = IDLE.compareTo(heartbeat) < 0 ? IDLE : heartbeat;
        return new BulkExports(
                store, parts(new WorkerTimes(heartbeat, leased, exchange(), settling, idle, answers, purgeAfter)));
    }

    private Duration exchange() {
        Duration wanted = exchange;
        Duration attempt = client.timeouts().attempt();
        if (wanted == null) {
            Duration usual = attempt.plus(USUAL_MARGIN);
            return usual.compareTo(EXCHANGE) > 0 ? usual : EXCHANGE;
        }
        if (wanted.compareTo(attempt.plus(LEAST_MARGIN)) < 0) {
            throw new IllegalStateException("The exchangeTimeout must be at least 5 s longer than the client's attempt"
                    + " time-out, or what is still on its way could be sent again: " + wanted.toMillis() + " ms and "
                    + attempt.toMillis() + " ms");
        }
        return wanted;
    }

    /** What makes all that such a worker works with; it stays as it is, whatever is set here later. */
    private Supplier<WorkerParts> parts(WorkerTimes times) {
        String name = worker;
        int most = concurrency;
        boolean batches = serviceBatches;
        ResultTarget place = target;
        EndHandler told = handler;
        BulkListener heard = listener;
        @Nullable Timekeeper time = timekeeper;
        @Nullable Executor work = workExecutor;
        @Nullable Executor handlers = handlerExecutor;
        return () -> {
            List<AutoCloseable> own = new ArrayList<>();
            EngineSettings settings = new EngineSettings(
                    client,
                    store,
                    name,
                    most,
                    times,
                    place,
                    told,
                    heard,
                    time != null ? time : added(own, new SystemTimekeeper("exportcomments-bulk-timer")),
                    work != null ? work : added(own, new BulkThreads("exportcomments-bulk", 1)),
                    handlers != null
                            ? handlers
                            : added(own, new BulkThreads("exportcomments-bulk-handler", HANDLER_THREADS)),
                    batches);
            return new WorkerParts(settings, own);
        };
    }

    private static <T extends AutoCloseable> T added(List<AutoCloseable> own, T part) {
        own.add(part);
        return part;
    }

    /** A worker that has begun to work. The caller closes it. */
    public BulkExports start() {
        BulkExports bulk = build();
        bulk.start();
        return bulk;
    }
}
