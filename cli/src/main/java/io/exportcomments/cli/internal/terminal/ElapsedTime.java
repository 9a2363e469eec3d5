package io.exportcomments.cli.internal.terminal;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Measures the time since it was made. */
final class ElapsedTime {
    private final LongSupplier nanoTime;
    private final long begin;

    ElapsedTime(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
    }

    Duration duration() {
        return Duration.ofNanos(nanoTime.getAsLong() - begin);
    }
}
