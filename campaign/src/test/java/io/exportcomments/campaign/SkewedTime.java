package io.exportcomments.campaign;

import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.time.Instant;

/** The program's time: its wall clock may be wrong, and jump; what is measured and waited for is not. */
final class SkewedTime implements Timekeeper {
    /** A program that does so much and comes no further in time never will. */
    private static final int MOST_AT_ONCE = 200_000;

    private final Timekeeper time;
    private volatile Duration skew = Duration.ZERO;
    private long last;
    private int atOnce;

    SkewedTime(Timekeeper time) {
        this.time = time;
    }

    void jump(Duration by) {
        skew = skew.plus(by);
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
        return time.schedule(delay, () -> {
            count();
            task.run();
        });
    }

    private void count() {
        atOnce = last == time.nanoTime() ? atOnce + 1 : 0;
        last = time.nanoTime();
        if (atOnce > MOST_AT_ONCE) {
            throw new IllegalStateException("Time stands still: more than " + MOST_AT_ONCE + " timers at one moment");
        }
    }

    @Override
    public double random() {
        return time.random();
    }
}
