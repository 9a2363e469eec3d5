package io.exportcomments.campaign;

import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.time.Instant;

/** The program's time: its wall clock may be wrong, and jump; what is measured and waited for is not. */
final class SkewedTime implements Timekeeper {
    private final Timekeeper time;
    private volatile Duration skew = Duration.ZERO;

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
        return time.schedule(delay, task);
    }

    @Override
    public double random() {
        return time.random();
    }
}
