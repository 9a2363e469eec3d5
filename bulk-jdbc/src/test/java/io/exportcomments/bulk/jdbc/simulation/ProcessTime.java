package io.exportcomments.bulk.jdbc.simulation;

import io.exportcomments.port.Timekeeper;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The time of one process, whose clock is wrong by a skew. Once it is killed nothing of it runs any more; while it is
 * stopped, what falls due waits.
 */
final class ProcessTime implements Timekeeper {
    private final VirtualTimekeeper time;
    private final Duration skew;
    private final Deque<Runnable> held = new ArrayDeque<>();
    private boolean dead;
    private boolean stopped;

    ProcessTime(VirtualTimekeeper time, Duration skew) {
        this.time = time;
        this.skew = skew;
    }

    boolean isDead() {
        return dead;
    }

    void kill() {
        dead = true;
        held.clear();
    }

    void stop() {
        stopped = true;
    }

    void goOn() {
        stopped = false;
        while (!stopped && !held.isEmpty()) {
            run(held.poll());
        }
    }

    /** Runs what comes from outside, as this process: at once, later or never. */
    void run(Runnable task) {
        if (dead) {
            return;
        }
        if (stopped) {
            held.add(task);
            return;
        }
        try {
            task.run();
        } catch (ProcessDied died) {
            // All that it held is gone with it.
        }
    }

    @Override
    public Instant now() {
        return time.now().plus(skew);
    }

    @Override
    public long nanoTime() {
        return time.nanoTime();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        return time.schedule(delay, () -> run(task));
    }

    @Override
    public double random() {
        return time.random();
    }
}
