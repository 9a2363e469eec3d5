package io.exportcomments.mock.time;

import java.time.Duration;
import java.time.Instant;

/** Runs with the machine's monotonic time, multiplied. */
final class RealClock implements MockClock {

    private final int factor;
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    RealClock(int factor) {
        if (factor < 1) {
            throw new IllegalArgumentException("factor must be at least 1, was " + factor);
        }
        this.factor = factor;
    }

    @Override
    public Instant now() {
        return start.plus(Duration.ofNanos(System.nanoTime() - startNanos).multipliedBy(factor));
    }

    @Override
    public Duration realTimeUntil(Instant time) {
        Duration left = Duration.between(now(), time);
        return left.isNegative() ? Duration.ZERO : left.dividedBy(factor);
    }

    @Override
    public Registration drive(Timed timed) {
        return () -> {};
    }
}
