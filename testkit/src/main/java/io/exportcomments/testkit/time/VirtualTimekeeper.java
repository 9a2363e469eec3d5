package io.exportcomments.testkit.time;

import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;

/**
 * Time that stands still until a test lets it pass: hours of waiting are over in milliseconds, and always in the same
 * order.
 *
 * <p>Tasks run on the thread that lets time pass, each at its own time, those of the same time in the order in which
 * they were scheduled; a task may schedule others, which run on the way if they fall due. The random numbers depend on
 * the seed alone. Thread-safe, but time is let pass by one thread at a time.
 *
 * <pre>{@code
 * VirtualTimekeeper time = new VirtualTimekeeper();
 * time.schedule(Duration.ofMinutes(5), () -> System.out.println("at last"));
 * time.advance(Duration.ofHours(1));
 * }</pre>
 */
public final class VirtualTimekeeper implements Timekeeper {
    private static final Instant START = Instant.parse("2026-03-01T07:30:00Z");
    private static final long DEFAULT_SEED = 42;

    private final Object lock = new Object();
    private final TreeSet<Task> tasks = new TreeSet<>();
    private final Instant start;
    private final Random random;
    private long nanos;
    private long scheduled;

    /** Time that begins at 2026-03-01T07:30:00Z, with random numbers that are the same each time. */
    public VirtualTimekeeper() {
        this(START, DEFAULT_SEED);
    }

    /**
     * Time that begins at a given moment.
     *
     * @param seed what the random numbers depend on
     */
    public VirtualTimekeeper(Instant start, long seed) {
        this.start = start;
        this.random = new Random(seed);
    }

    @Override
    public Instant now() {
        return start.plusNanos(nanoTime());
    }

    @Override
    public long nanoTime() {
        synchronized (lock) {
            return nanos;
        }
    }

    @Override
    public Timer schedule(Duration delay, Runnable action) {
        synchronized (lock) {
            Task task = new Task(nanos + Math.max(0, delay.toNanos()), scheduled++, action);
            tasks.add(task);
            return () -> remove(task);
        }
    }

    private void remove(Task task) {
        synchronized (lock) {
            tasks.remove(task);
        }
    }

    @Override
    public double random() {
        synchronized (lock) {
            return random.nextDouble();
        }
    }

    /** How many tasks wait for their time. */
    public int waiting() {
        synchronized (lock) {
            return tasks.size();
        }
    }

    /** How long until the next task is due; empty if none waits. */
    public Optional<Duration> untilNext() {
        synchronized (lock) {
            return tasks.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Duration.ofNanos(Math.max(0, tasks.first().at - nanos)));
        }
    }

    /**
     * Lets time pass, and runs all that falls due on the way.
     *
     * @throws IllegalArgumentException if the amount is negative
     */
    public void advance(Duration amount) {
        if (amount.isNegative()) {
            throw new IllegalArgumentException("Time does not go back: " + amount);
        }
        long end = nanoTime() + amount.toNanos();
        while (runNextUntil(end)) {
            // Each round is one task.
        }
    }

    /**
     * Lets time pass and runs nothing: what falls due on the way waits for {@link #runDue()}.
     *
     * @throws IllegalArgumentException if the amount is negative
     */
    public void elapse(Duration amount) {
        if (amount.isNegative()) {
            throw new IllegalArgumentException("Time does not go back: " + amount);
        }
        synchronized (lock) {
            nanos += amount.toNanos();
        }
    }

    /** Runs all that is due now; no time passes. */
    public void runDue() {
        advance(Duration.ZERO);
    }

    /** Lets time pass up to the next task that is due by then, and runs that one alone; false if there was none. */
    private boolean runNextUntil(long end) {
        Task next;
        synchronized (lock) {
            if (tasks.isEmpty() || tasks.first().at > end) {
                nanos = Math.max(nanos, end);
                return false;
            }
            next = tasks.first();
            tasks.remove(next);
            nanos = Math.max(nanos, next.at);
        }
        next.action.run();
        return true;
    }

    private record Task(long at, long number, Runnable action) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }
}
