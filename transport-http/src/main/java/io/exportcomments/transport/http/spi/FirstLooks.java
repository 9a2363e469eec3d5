package io.exportcomments.transport.http.spi;

import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks once at each exchange that takes long, oldest first. All have the same time until then, so one timer does for
 * all, and an exchange that ends before costs none. Thread-safe.
 */
final class FirstLooks {
    private final Timekeeper time;
    private final Duration patience;
    private final Object lock = new Object();
    private @Nullable ExchangeProgress oldest;
    private @Nullable ExchangeProgress newest;
    private boolean armed;
    private boolean closed;
    private Timekeeper.@Nullable Timer timer;

    FirstLooks(Timekeeper time, Timeouts timeouts) {
        this.time = time;
        patience = timeouts.connect().compareTo(timeouts.attempt()) < 0 ? timeouts.connect() : timeouts.attempt();
    }

    /** Looks at an exchange when the shorter of the time-outs is over, unless it is removed before. */
    void add(ExchangeProgress exchange, long now) {
        boolean arm;
        synchronized (lock) {
            if (closed) {
                return;
            }
            append(exchange, now + patience.toNanos());
            arm = !armed;
            armed = true;
        }
        if (arm) {
            armFor(exchange);
        }
    }

    private void append(ExchangeProgress exchange, long due) {
        exchange.lookDue = due;
        exchange.listed = true;
        exchange.before = newest;
        if (newest == null) {
            oldest = exchange;
        } else {
            newest.after = exchange;
        }
        newest = exchange;
    }

    /** Without a timer the exchange must not begin; those that came meanwhile rely on this one's. */
    private void armFor(ExchangeProgress first) {
        boolean done = false;
        try {
            arm(patience);
            done = true;
        } finally {
            if (!done) {
                remove(first);
                lookAtAll(takeAll());
            }
        }
    }

    private void arm(Duration delay) {
        Timekeeper.Timer next = time.schedule(delay, this::look);
        boolean late;
        synchronized (lock) {
            timer = next;
            late = closed;
        }
        if (late) {
            next.cancel();
        }
    }

    void remove(ExchangeProgress exchange) {
        synchronized (lock) {
            unlink(exchange);
        }
    }

    private void unlink(ExchangeProgress exchange) {
        if (!exchange.listed) {
            return;
        }
        exchange.listed = false;
        if (exchange.before == null) {
            oldest = exchange.after;
        } else {
            exchange.before.after = exchange.after;
        }
        if (exchange.after == null) {
            newest = exchange.before;
        } else {
            exchange.after.before = exchange.before;
        }
        exchange.before = null;
        exchange.after = null;
    }

    private void look() {
        List<ExchangeProgress> due;
        try {
            due = takeDue(time.nanoTime());
        } catch (RuntimeException | Error e) {
            due = takeAll();
        }
        lookAtAll(due);
    }

    /** Those whose time has come; the timer is set for the rest first. */
    private List<ExchangeProgress> takeDue(long now) {
        List<ExchangeProgress> due = new ArrayList<>();
        Duration next = null;
        synchronized (lock) {
            while (oldest != null && oldest.lookDue - now <= 0) {
                due.add(oldest);
                unlink(oldest);
            }
            if (oldest != null && !closed) {
                next = Duration.ofNanos(oldest.lookDue - now);
            }
            armed = next != null;
        }
        if (next != null) {
            try {
                arm(next);
            } catch (RuntimeException | Error e) {
                due.addAll(takeAll());
            }
        }
        return due;
    }

    private List<ExchangeProgress> takeAll() {
        List<ExchangeProgress> all = new ArrayList<>();
        synchronized (lock) {
            while (oldest != null) {
                all.add(oldest);
                unlink(oldest);
            }
            armed = false;
        }
        return all;
    }

    /** One that fails must not keep the others from being looked at. */
    private static void lookAtAll(List<ExchangeProgress> exchanges) {
        for (ExchangeProgress exchange : exchanges) {
            try {
                exchange.look();
            } catch (RuntimeException | Error e) {
                System.getLogger("io.exportcomments")
                        .log(System.Logger.Level.ERROR, "An exchange could not be ended in time", e);
            }
        }
    }

    /** Looks at nothing any more. */
    void close() {
        Timekeeper.Timer last;
        synchronized (lock) {
            closed = true;
            last = timer;
        }
        if (last != null) {
            last.cancel();
        }
    }
}
