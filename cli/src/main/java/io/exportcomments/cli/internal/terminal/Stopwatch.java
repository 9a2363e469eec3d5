package io.exportcomments.cli.internal.terminal;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Measures the time since it was made. */
final class Stopwatch {
    private final LongSupplier nanoTime;
    private final long begin;

    Stopwatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
    }

    Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - begin);
    }
}
