package io.exportcomments.mock.time;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A clock that is turned by hand, by a test or by a test's own virtual-time scheduler.
 *
 * <p>Turning it stops at each time at which something is due, in order, and does it there: turning it by an hour at
 * once is the same as turning it by 3,600 seconds. Everything due has happened when the call returns. Safe for use by
 * many threads; turns are made one after the other.
 */
public final class ManualClock implements MockClock {

    private final List<Timed> driven = new CopyOnWriteArrayList<>();
    private final ReentrantLock turning = new ReentrantLock();
    private volatile Instant now;

    ManualClock(Instant start) {
        this.now = start;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public @Nullable Duration realTimeUntil(Instant time) {
        return time.isAfter(now) ? null : Duration.ZERO;
    }

    /**
     * Turns the clock on by an amount.
     *
     * @param amount not negative
     */
    public void advance(Duration amount) {
        if (amount.isNegative()) {
            throw new IllegalArgumentException("time does not go back: " + amount);
        }
        turn(null, amount);
    }

    /**
     * Turns the clock on to a time.
     *
     * @throws IllegalArgumentException when that time is past
     */
    public void advanceTo(Instant time) {
        turn(time, Duration.ZERO);
    }

    /** When the next thing will happen by itself in what this clock drives, or null when nothing will. */
    public @Nullable Instant nextDue() {
        Instant next = null;
        for (Timed timed : driven) {
            Instant due = timed.nextDue();
            if (due != null && (next == null || due.isBefore(next))) {
                next = due;
            }
        }
        return next;
    }

    @Override
    public Registration drive(Timed timed) {
        driven.add(timed);
        return () -> driven.remove(timed);
    }

    /** Held while calling out on purpose: a turn is over only when everything due in it has been done. */
    private void turn(@Nullable Instant to, Duration amount) {
        if (turning.isHeldByCurrentThread()) {
            throw new IllegalStateException("the clock is being turned by this very thread");
        }
        turning.lock();
        try {
            Instant target = to == null ? now.plus(amount) : to;
            if (target.isBefore(now)) {
                throw new IllegalArgumentException("time does not go back: from " + now + " to " + target);
            }
            for (Instant due = nextDue(); due != null && !due.isAfter(target); due = nextDue()) {
                now = due.isAfter(now) ? due : now;
                driven.forEach(Timed::runDue);
            }
            now = target;
        } finally {
            turning.unlock();
        }
    }
}
