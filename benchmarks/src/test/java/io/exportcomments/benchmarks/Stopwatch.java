package io.exportcomments.benchmarks;

import java.util.concurrent.atomic.AtomicLong;

/** What pieces of work say that they took, from begin to end, where a part of them does not count. */
final class Stopwatch {
    private static final AtomicLong NANOS = new AtomicLong();

    private Stopwatch() {}

    /** Takes the time of a part that counts. */
    static void run(Work part) throws Exception {
        long begin = System.nanoTime();
        Object done = part.once();
        if (done != null) {
            NANOS.addAndGet(System.nanoTime() - begin);
        }
    }

    /** All of it so far. */
    static long nanos() {
        return NANOS.get();
    }
}
