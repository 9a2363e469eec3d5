package io.exportcomments.port;

import java.time.Duration;
import java.time.Instant;

/**
 * Time, waiting and chance, from outside, so that a test can turn them by hand. Thread-safe.
 */
public interface Timekeeper {
    /** The wall clock's time: for what is shown and compared with the service's times, never for measuring. */
    Instant now();

    /** A count of nanoseconds that never goes back, for measuring. */
    long nanoTime();

    /**
     * Runs a task once, after the delay, on a thread of the timekeeper's. The task is short and does not block.
     *
     * @param delay zero or more; a negative one is zero
     */
    Timer schedule(Duration delay, Runnable task);

    /** A random number from 0, inclusive, to 1, exclusive: for jitter. */
    double random();

    /** A task that waits for its time. */
    @FunctionalInterface
    interface Timer {
        /** Takes the task back, if it has not begun; doing so twice is fine. */
        void cancel();
    }
}
