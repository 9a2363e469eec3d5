package io.exportcomments.internal.call;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The calls under way, oldest first. All have the same time, so they expire in this order, and one timer for the
 * oldest does for all: a call costs no timer of its own.
 */
final class OpenCalls {
    private final Timekeeper time;
    private final Duration allowed;
    private final Executor aside;
    private final Object lock = new Object();
    private @Nullable OpenCall<?> oldest;
    private @Nullable OpenCall<?> newest;
    private boolean armed;
    private boolean closed;
    private Timekeeper.@Nullable Timer timer;

    /**
     * @param aside completes the calls whose time is over, so that what hangs on them does not run on the timekeeper's
     *     thread
     */
    OpenCalls(Timekeeper time, Duration allowed, Executor aside) {
        this.time = time;
        this.allowed = allowed;
        this.aside = aside;
    }

    /** Takes a call in; false if this is closed. */
    boolean add(OpenCall<?> call) {
        boolean arm;
        synchronized (lock) {
            if (closed) {
                return false;
            }
            append(call);
            arm = !armed;
            armed = true;
        }
        if (arm) {
            arm(allowed);
        }
        return true;
    }

    private void append(OpenCall<?> call) {
        call.listed = true;
        call.before = newest;
        if (newest == null) {
            oldest = call;
        } else {
            newest.after = call;
        }
        newest = call;
    }

    void remove(OpenCall<?> call) {
        synchronized (lock) {
            unlink(call);
        }
    }

    private void unlink(OpenCall<?> call) {
        if (!call.listed) {
            return;
        }
        call.listed = false;
        if (call.before == null) {
            oldest = call.after;
        } else {
            call.before.after = call.after;
        }
        if (call.after == null) {
            newest = call.before;
        } else {
            call.after.before = call.before;
        }
        call.before = null;
        call.after = null;
    }

    private void arm(Duration delay) {
        Timekeeper.Timer next = time.schedule(delay, this::expire);
        boolean late;
        synchronized (lock) {
            timer = next;
            late = closed;
        }
        if (late) {
            next.cancel();
        }
    }

    private void expire() {
        List<OpenCall<?>> over = new ArrayList<>();
        Duration next = null;
        synchronized (lock) {
            long now = time.nanoTime();
            while (oldest != null && oldest.deadline() - now <= 0) {
                over.add(oldest);
                unlink(oldest);
            }
            if (oldest != null && !closed) {
                next = Duration.ofNanos(oldest.deadline() - now);
            }
            armed = next != null;
        }
        if (next != null) {
            arm(next);
        }
        over.forEach(call -> aside.execute(
                () -> call.completeExceptionally(new DeadlineExceededException(call.context(), allowed, null))));
    }

    /** Ends all calls, and takes no more. */
    void close() {
        List<OpenCall<?>> left = new ArrayList<>();
        Timekeeper.Timer last;
        synchronized (lock) {
            closed = true;
            while (oldest != null) {
                left.add(oldest);
                unlink(oldest);
            }
            last = timer;
        }
        if (last != null) {
            last.cancel();
        }
        left.forEach(call -> call.completeExceptionally(new ClientClosedException(call.context(), null)));
    }
}
