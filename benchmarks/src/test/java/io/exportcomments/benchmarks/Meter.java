package io.exportcomments.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** What all threads but the server's have used so far. A thread that ends takes its figures with it:
 * what it did is missing, so work should not end threads. */
final class Meter {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final AtomicReference<Reading> LAST = new AtomicReference<>();

    private Meter() {}

    /**
     * What was used.
     *
     * @param bytes what was allocated
     * @param nanos time on a CPU
     */
    record Use(long bytes, long nanos) {}

    /** What each thread that is alive has used so far. */
    static final class Reading {
        private final Map<Long, Use> threads = new HashMap<>();

        /** What was used since then by the threads that are alive. */
        Use since(Reading before) {
            long bytes = 0;
            long nanos = 0;
            for (Map.Entry<Long, Use> now : threads.entrySet()) {
                Use then = before.threads.getOrDefault(now.getKey(), new Use(0, 0));
                bytes += now.getValue().bytes() - then.bytes();
                nanos += now.getValue().nanos() - then.nanos();
            }
            return new Use(bytes, nanos);
        }
    }

    static Reading sofar() {
        long[] ids = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        long[] nanos = THREADS.getThreadCpuTime(ids);
        Reading reading = new Reading();
        for (int i = 0; i < ids.length; i++) {
            if (bytes[i] >= 0 && nanos[i] >= 0 && isCounted(ids[i])) {
                reading.threads.put(ids[i], new Use(bytes[i], nanos[i]));
            }
        }
        return reading;
    }

    /** To be called before the work's threads are ended, as their figures end with them. */
    static void beforeTheEnd() {
        LAST.set(sofar());
    }

    /** What was used until the end, once there was one, or so far. */
    static Reading last() {
        Reading last = LAST.get();
        return last == null ? sofar() : last;
    }

    /** What this process has used so far: on the CPU with the compiler and the collector, bytes of live threads. */
    static Use process() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long bytes = sofar().threads.values().stream().mapToLong(Use::bytes).sum();
        return new Use(bytes, system.getProcessCpuTime());
    }

    /** Says what this process has used so far, to {@link Program}. */
    static void printProcess() {
        Use use = process();
        System.out.println(use.nanos() + " " + use.bytes());
    }

    /** CPU time so far of the threads that are alive and counted, by their {@link #kind}. */
    static Map<String, Long> nanosByKind() {
        Map<String, Long> kinds = new HashMap<>();
        for (long id : THREADS.getAllThreadIds()) {
            ThreadInfo thread = THREADS.getThreadInfo(id);
            long nanos = THREADS.getThreadCpuTime(id);
            if (thread != null && nanos >= 0 && isCounted(thread.getThreadName())) {
                kinds.merge(kind(thread.getThreadName()), nanos, Long::sum);
            }
        }
        return kinds;
    }

    /** The name of a thread without its number. */
    static String kind(String thread) {
        return thread.replaceAll("[-_ #]*[0-9]+", "");
    }

    static boolean isCounted(String thread) {
        return !thread.equals(CannedService.THREADS);
    }

    private static boolean isCounted(long id) {
        ThreadInfo thread = THREADS.getThreadInfo(id);
        return thread != null && isCounted(thread.getThreadName());
    }
}
