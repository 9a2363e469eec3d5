package io.exportcomments.internal;

import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.Random;

/** Time that a test turns by hand. Tasks run on the thread that turns it. */
public final class VirtualTime implements Timekeeper {
    /** Not a full hour: such times may be cut. */
    private static final Instant START = Instant.parse("2026-03-01T07:00:00.25Z");

    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private final Random random;
    private long nanos;
    private long sequence;
    private boolean refusing;

    public VirtualTime() {
        this(42);
    }

    public VirtualTime(long seed) {
        random = new Random(seed);
    }

    /** Whether no timer can be set, as where a machine has no thread to give. */
    public synchronized void refuseTimers(boolean refuse) {
        refusing = refuse;
    }

    @Override
    public synchronized Instant now() {
        return START.plusNanos(nanos);
    }

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public synchronized Timer schedule(Duration delay, Runnable action) {
        if (refusing) {
            throw new IllegalStateException("no timer");
        }
        Task task = new Task(nanos + Math.max(0, delay.toNanos()), sequence++, action);
        tasks.add(task);
        return () -> remove(task);
    }

    private synchronized void remove(Task task) {
        tasks.remove(task);
    }

    @Override
    public synchronized double random() {
        return random.nextDouble();
    }

    /** How many tasks wait. */
    public synchronized int waiting() {
        return tasks.size();
    }

    /** Lets time pass, and runs all that falls due on the way. */
    public void advance(Duration by) {
        long end = nanoTime() + by.toNanos();
        for (Task due = nextUntil(end); due != null; due = nextUntil(end)) {
            due.action().run();
        }
    }

    private synchronized Task nextUntil(long end) {
        Task next = tasks.peek();
        if (next == null || next.at() > end) {
            nanos = Math.max(nanos, end);
            return null;
        }
        nanos = Math.max(nanos, next.at());
        return tasks.poll();
    }

    private record Task(long at, long number, Runnable action) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }
}
