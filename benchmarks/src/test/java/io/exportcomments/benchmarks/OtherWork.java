package io.exportcomments.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What else the machine does: a figure that was taken beside it says little. */
final class OtherWork {
    private static final int WATCHED_MILLIS = 2_000;

    private OtherWork() {}

    /** How many cores are busy while this program only waits, 0 or more. */
    static double cores() throws InterruptedException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        // What it says is of the time since it was asked last.
        system.getCpuLoad();
        new CountDownLatch(1).await(WATCHED_MILLIS, TimeUnit.MILLISECONDS);
        return Math.max(0, system.getCpuLoad()) * system.getAvailableProcessors();
    }
}
