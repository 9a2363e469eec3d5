package io.exportcomments.adapter;

import io.exportcomments.internal.log.LibraryLog;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What waits for at most the same time each, oldest first: it times out in this order, so one timer does for all, and
 * what ends before has cost none. Thread-safe; nothing is called with a lock held.
 */
public final class TimeoutQueue<T> {
    private final Timekeeper timekeeper;
    private final Duration allowed;
    private final Expiry<T> expiry;
    private final Object lock = new Object();
    private @Nullable Entry<T> oldest;
    private @Nullable Entry<T> newest;
    private boolean armed;
    private boolean closed;
    private Timekeeper.@Nullable Timer timer;

    /** Hears what has timed out, on the timekeeper's thread; on that of {@link #add} where this finds no timer. */
    @FunctionalInterface
    public interface Expiry<T> {
        /**
         * The time of this is over, or can't be measured any more. What is thrown is logged.
         *
         * @param reason why it can't be measured; null if the time is over
         */
        void expire(T value, @Nullable Throwable reason);
    }

    /** A place in the queue. */
    public static final class Entry<T> {
        private final T value;
        private final long since;
        private boolean queued = true;
        private @Nullable Entry<T> before;
        private @Nullable Entry<T> after;

        private Entry(T value, long since) {
            this.value = value;
            this.since = since;
        }
    }

    /**
     * An empty queue.
     *
     * @param timekeeper is borrowed
     * @param allowed how long each may wait; more than zero
     */
    public TimeoutQueue(Timekeeper timekeeper, Duration allowed, Expiry<T> expiry) {
        this.timekeeper = Objects.requireNonNull(timekeeper, "timekeeper");
        this.allowed = Objects.requireNonNull(allowed, "allowed");
        this.expiry = Objects.requireNonNull(expiry, "expiry");
    }

    /**
     * Takes something in, whose time runs from now on. If no timer can be set, this throws what the timekeeper throws:
     * then it is not in the queue, and what came meanwhile expires.
     *
     * @param now the timekeeper's nanoseconds
     * @return its place, for {@link #remove}; null if this is closed
     */
    public @Nullable Entry<T> add(T value, long now) {
        Entry<T> entry = new Entry<>(value, now);
        boolean arm;
        synchronized (lock) {
            if (closed) {
                return null;
            }
            append(entry);
            arm = !armed;
            armed = true;
        }
        if (arm) {
            armFor(entry);
        }
        return entry;
    }

    private void append(Entry<T> entry) {
        entry.before = newest;
        if (newest == null) {
            oldest = entry;
        } else {
            newest.after = entry;
        }
        newest = entry;
    }

    private void armFor(Entry<T> first) {
        try {
            arm(allowed);
        } catch (RuntimeException | Error e) {
            remove(first);
            expire(takeAll(), e);
            throw e;
        }
    }

    private void arm(Duration delay) {
        Timekeeper.Timer next = timekeeper.schedule(delay, this::expireDue);
        boolean late;
        synchronized (lock) {
            timer = next;
            late = closed;
        }
        if (late) {
            next.cancel();
        }
    }

    /** It has ended; doing so twice is fine, and so is one that has expired. */
    public void remove(@Nullable Entry<T> entry) {
        if (entry != null) {
            synchronized (lock) {
                unlink(entry);
            }
        }
    }

    private void unlink(Entry<T> entry) {
        if (!entry.queued) {
            return;
        }
        entry.queued = false;
        if (entry.before == null) {
            oldest = entry.after;
        } else {
            entry.before.after = entry.after;
        }
        if (entry.after == null) {
            newest = entry.before;
        } else {
            entry.after.before = entry.before;
        }
        entry.before = null;
        entry.after = null;
    }

    private void expireDue() {
        long now;
        try {
            now = timekeeper.nanoTime();
        } catch (RuntimeException | Error e) {
            expire(takeAll(), e);
            return;
        }
        expireDue(now);
    }

    /** The timer is set for the rest first, as what expires may take its time. */
    private void expireDue(long now) {
        List<Entry<T>> due = new ArrayList<>();
        Duration next = null;
        synchronized (lock) {
            while (oldest != null && left(oldest, now) <= 0) {
                due.add(oldest);
                unlink(oldest);
            }
            if (oldest != null && !closed) {
                next = Duration.ofNanos(left(oldest, now));
            }
            armed = next != null;
        }
        Throwable reason = next == null ? null : failureToArm(next);
        expire(due, null);
        if (reason != null) {
            expire(takeAll(), reason);
        }
    }

    private @Nullable Throwable failureToArm(Duration delay) {
        try {
            arm(delay);
            return null;
        } catch (RuntimeException | Error e) {
            return e;
        }
    }

    private long left(Entry<T> entry, long now) {
        return allowed.toNanos() - (now - entry.since);
    }

    private List<Entry<T>> takeAll() {
        List<Entry<T>> all = new ArrayList<>();
        synchronized (lock) {
            while (oldest != null) {
                all.add(oldest);
                unlink(oldest);
            }
            armed = false;
        }
        return all;
    }

    private void expire(List<Entry<T>> entries, @Nullable Throwable reason) {
        for (Entry<T> entry : entries) {
            try {
                expiry.expire(entry.value, reason);
            } catch (RuntimeException | Error e) {
                LibraryLog.get().log(System.Logger.Level.ERROR, "What has timed out could not be ended", e);
            }
        }
    }

    /**
     * Takes nothing in any more, and no timer is left. Closing twice is fine.
     *
     * @return what still waits, oldest first, which does not expire any more
     */
    public List<T> close() {
        Timekeeper.Timer last;
        synchronized (lock) {
            closed = true;
            last = timer;
        }
        if (last != null) {
            last.cancel();
        }
        return takeAll().stream().map(entry -> entry.value).toList();
    }
}
