package io.exportcomments.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.stream.LongStream;

/** What all threads but the server's have used so far. A thread that ends takes its figures with it, so work must not end threads. */
final class Meter {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Meter() {}

    /**
     * What was used.
     *
     * @param bytes what was allocated
     * @param nanos time on a CPU
     */
    record Use(long bytes, long nanos) {
        Use since(Use before) {
            return new Use(bytes - before.bytes, nanos - before.nanos);
        }
    }

    static Use sofar() {
        long[] ids = LongStream.of(THREADS.getAllThreadIds())
                .filter(Meter::isCounted)
                .toArray();
        return new Use(sum(THREADS.getThreadAllocatedBytes(ids)), sum(THREADS.getThreadCpuTime(ids)));
    }

    private static boolean isCounted(long id) {
        ThreadInfo thread = THREADS.getThreadInfo(id);
        return thread != null && !thread.getThreadName().equals(CannedService.THREADS);
    }

    private static long sum(long[] values) {
        return LongStream.of(values).filter(value -> value > 0).sum();
    }
}
