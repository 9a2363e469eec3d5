package io.exportcomments.internal.time;

import io.exportcomments.internal.log.LibraryLog;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tasks to be run later, any number of them on one timer. Thread-safe; tasks run one after the other on the
 * timekeeper's thread, with no lock held.
 */
public final class TimerQueue {
    /** Longer than any program runs: who waits without a bound may say so by the longest duration that there is. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Timekeeper timekeeper;
    private final Object lock = new Object();
    private final TreeSet<Entry> entries = new TreeSet<>(Entry.BY_TIME);
    private long sequence;
    private Timekeeper.@Nullable Timer timer;
    private long timerAt;
    private boolean closed;

    /** An empty queue. */
    public TimerQueue(Timekeeper timekeeper) {
        this.timekeeper = timekeeper;
    }

    /** Lets a task run once, after the delay. */
    public Timekeeper.Timer after(Duration delay, Runnable task) {
        long nanos = delay.compareTo(LONGEST) < 0 ? delay.toNanos() : LONGEST.toNanos();
        Entry entry;
        synchronized (lock) {
            entry = new Entry(timekeeper.nanoTime() + Math.max(0, nanos), sequence++, task);
            if (closed) {
                return entry;
            }
            entries.add(entry);
            arm();
        }
        return entry;
    }

    /** How many tasks wait. */
    public int size() {
        synchronized (lock) {
            return entries.size();
        }
    }

    private void arm() {
        if (entries.isEmpty()) {
            disarm();
            return;
        }
        long due = entries.first().at;
        if (timer != null && timerAt - due <= 0) {
            return;
        }
        disarm();
        timerAt = due;
        timer = timekeeper.schedule(Duration.ofNanos(Math.max(0, due - timekeeper.nanoTime())), this::runDue);
    }

    private void disarm() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void runDue() {
        List<Entry> due = new ArrayList<>();
        synchronized (lock) {
            timer = null;
            long now = timekeeper.nanoTime();
            while (!entries.isEmpty() && entries.first().at - now <= 0) {
                due.add(entries.pollFirst());
            }
            arm();
        }
        due.forEach(TimerQueue::run);
    }

    /** What a task throws is a mistake of the task, and must not cost the others their turn. */
    private static void run(Entry entry) {
        try {
            entry.run();
        } catch (Throwable e) {
            LibraryLog.get().log(System.Logger.Level.ERROR, "A task that was due failed", e);
        }
    }

    /** Drops all tasks; those that come later are dropped too. */
    public void close() {
        synchronized (lock) {
            closed = true;
            entries.clear();
            disarm();
        }
    }

    private final class Entry implements Timekeeper.Timer {
        static final Comparator<Entry> BY_TIME = (a, b) -> {
            int byTime = Long.signum(a.at - b.at);
            return byTime != 0 ? byTime : Long.compare(a.number, b.number);
        };

        private final long at;
        private final long number;
        private volatile @Nullable Runnable task;

        Entry(long at, long number, Runnable task) {
            this.at = at;
            this.number = number;
            this.task = task;
        }

        void run() {
            Runnable mine = task;
            task = null;
            if (mine != null) {
                mine.run();
            }
        }

        @Override
        public void cancel() {
            task = null;
            synchronized (lock) {
                if (entries.remove(this)) {
                    arm();
                }
            }
        }
    }
}
