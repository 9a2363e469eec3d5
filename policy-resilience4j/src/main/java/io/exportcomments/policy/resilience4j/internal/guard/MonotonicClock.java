package io.exportcomments.policy.resilience4j.internal.guard;

import io.exportcomments.port.Timekeeper;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A timekeeper's time in the shape that Resilience4j takes: from the wall clock at the beginning, and from then on
 * never back.
 */
public final class MonotonicClock extends Clock {
    private final Timekeeper time;
    private final Instant start;
    private final long startNanos;
    private final ZoneId zone;

    /** A clock that shows the timekeeper's time. */
    public MonotonicClock(Timekeeper time) {
        this(time, time.now(), time.nanoTime(), ZoneOffset.UTC);
    }

    private MonotonicClock(Timekeeper time, Instant start, long startNanos, ZoneId zone) {
        this.time = time;
        this.start = start;
        this.startNanos = startNanos;
        this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new MonotonicClock(time, start, startNanos, other);
    }

    @Override
    public Instant instant() {
        return start.plusNanos(time.nanoTime() - startNanos);
    }
}
