package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.time.MockClock;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Under a clock that runs by itself: runs what is due when it is due, even without a request. */
final class ClockTimer {

    private final Vertx vertx;
    private final MockClock clock;
    private final MockClock.Timed timed;
    private @Nullable Instant armedFor;
    private boolean closed;

    ClockTimer(Vertx vertx, MockClock clock, MockClock.Timed timed) {
        this.vertx = vertx;
        this.clock = clock;
        this.timed = timed;
    }

    /** Sets the timer for the next due time. */
    void arm() {
        Instant due = timed.nextDue();
        Duration wait = due == null ? null : clock.realTimeUntil(due);
        if (due == null || wait == null) {
            return;
        }
        synchronized (this) {
            if (closed || (armedFor != null && !armedFor.isAfter(due))) {
                return;
            }
            armedFor = due;
        }
        vertx.setTimer(Math.max(1, wait.toMillis() + 1), t -> wake(due));
    }

    synchronized void close() {
        closed = true;
    }

    private void wake(Instant due) {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (due.equals(armedFor)) {
                armedFor = null;
            }
        }
        timed.runDue();
        arm();
    }
}
