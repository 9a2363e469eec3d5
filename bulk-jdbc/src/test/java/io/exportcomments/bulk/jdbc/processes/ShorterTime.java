package io.exportcomments.bulk.jdbc.processes;

import io.exportcomments.adapter.SystemTimekeeper;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.time.Instant;

/** Measures and waits as if time ran faster, so that a plan's spans are over sooner; the wall clock is the true one. */
final class ShorterTime implements Timekeeper {
    private final SystemTimekeeper real = new SystemTimekeeper("shorter-time");
    private final long begun = System.nanoTime();
    private final int times;

    ShorterTime(int times) {
        this.times = times;
    }

    @Override
    public Instant now() {
        return real.now();
    }

    @Override
    public long nanoTime() {
        return of(System.nanoTime());
    }

    /** What this shows when the system's count is so high. */
    long of(long nanoTime) {
        return (nanoTime - begun) * times;
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        return real.schedule(delay.dividedBy(times).plusNanos(1), task);
    }

    @Override
    public double random() {
        return real.random();
    }
}
