package io.exportcomments.update.webhook.internal;

import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Looks into the store for what is due: at the start, when a handler's pause is over, and now and then, since another
 * instance may have died. One timer serves all of it. Thread-safe.
 */
final class StoreScan implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("io.exportcomments.webhook");
    private static final Duration NOW_AND_THEN = Duration.ofSeconds(30);
    private static final Duration BETWEEN_PRUNINGS = Duration.ofHours(1);
    private static final int AT_A_TIME = 100;
    private static final int MOST_WANTED = 10_000;

    private final ReceiverSettings settings;
    private final Executor threads;
    private final IntUnaryOperator look;
    private final Object lock = new Object();
    private Timekeeper.@Nullable Timer timer;
    private long at;
    /**
     * The moments at which something is due, as nanoseconds of the time; of very many, the look now and then finds the
     * rest.
     */
    private final TreeSet<Long> wanted = new TreeSet<>();

    private boolean closed;
    private Instant pruneAt;

    /**
     * @param look handles what is due, so much of it at most, and says how much it was
     */
    StoreScan(ReceiverSettings settings, Executor threads, IntUnaryOperator look) {
        this.settings = settings;
        this.threads = threads;
        this.look = look;
        this.pruneAt = settings.time().now();
    }

    private void lookNowAndThen() {
        synchronized (lock) {
            long soon = settings.time().nanoTime();
            Duration pause = settings.lease().compareTo(NOW_AND_THEN) < 0 ? settings.lease() : NOW_AND_THEN;
            if (wanted.subSet(soon, soon + pause.toNanos() + 1).isEmpty()) {
                within(pause);
            }
        }
    }

    void begin() {
        within(Duration.ZERO);
    }

    /** Makes sure that there is a look at that time from now. */
    void within(Duration pause) {
        synchronized (lock) {
            if (!closed && wanted.size() < MOST_WANTED) {
                wanted.add(settings.time().nanoTime() + pause.toNanos());
                arm();
            }
        }
    }

    private void arm() {
        if (wanted.isEmpty() || (timer != null && at <= wanted.first())) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        at = wanted.first();
        timer = settings.time().schedule(Duration.ofNanos(at - settings.time().nanoTime()), this::due);
    }

    private void due() {
        synchronized (lock) {
            timer = null;
            if (closed) {
                return;
            }
            wanted.headSet(settings.time().nanoTime(), true).clear();
            arm();
        }
        try {
            threads.execute(this::look);
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "The receiver was closed", e);
        } catch (OutOfMemoryError e) {
            LOG.log(System.Logger.Level.ERROR, "No thread could be had to look for what is due; it is tried again", e);
            lookNowAndThen();
        }
    }

    private void look() {
        int found = 0;
        try {
            found = look.applyAsInt(AT_A_TIME);
            prune();
        } catch (RuntimeException | Error e) {
            log(System.Logger.Level.ERROR, "What is due could not be handled; it is looked for again", e);
        }
        if (found == AT_A_TIME) {
            within(Duration.ZERO);
        }
        lookNowAndThen();
    }

    private void prune() {
        Instant now = settings.time().now();
        synchronized (lock) {
            if (closed || now.isBefore(pruneAt)) {
                return;
            }
            pruneAt = now.plus(BETWEEN_PRUNINGS);
        }
        try {
            settings.store().prune(now.minus(settings.keepIds()));
        } catch (RuntimeException e) {
            log(
                    System.Logger.Level.WARNING,
                    "Old deliveries could not be forgotten; this is tried again in an hour",
                    e);
        }
    }

    /** Once the receiver is closed, the program may have closed the store, too: then there is nothing to tell. */
    private void log(System.Logger.Level level, String what, Throwable why) {
        boolean over;
        synchronized (lock) {
            over = closed;
        }
        LOG.log(over ? System.Logger.Level.DEBUG : level, what, why);
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            if (timer != null) {
                timer.cancel();
                timer = null;
            }
        }
    }
}
