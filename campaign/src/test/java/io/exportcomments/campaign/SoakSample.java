package io.exportcomments.campaign;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What there was at a moment of a soak.
 *
 * @param at since its beginning
 * @param heap bytes that are in use after a collection
 * @param threads that live in the process
 * @param open the client's timers, sockets and exchanges
 * @param updates that listeners have heard so far
 */
record SoakSample(Duration at, long heap, int threads, int open, long updates) {

    /** Collects, and looks. */
    static SoakSample taken(Duration at, int open, long updates) {
        System.gc();
        return new SoakSample(
                at,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                open,
                updates);
    }
}
