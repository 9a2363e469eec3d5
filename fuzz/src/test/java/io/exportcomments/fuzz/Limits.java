package io.exportcomments.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** Hands inputs to a target, each within a bound of time and of bytes that it may allocate. */
final class Limits {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MOST_NANOS = 20_000_000_000L;
    private static final long MOST_BYTES = 64L << 20;
    private static final long MOST_BYTES_FOR_A_BYTE = 4_096;
    static final int LONGEST_INPUT = 16_384;

    private Limits() {}

    /** Whether the target accepted it. */
    static boolean take(FuzzTarget target, byte[] input) throws Exception {
        if (input.length > LONGEST_INPUT || Secrets.isLearnt(input)) {
            return false;
        }
        byte[] filledIn = Secrets.filledIn(input, target.secret());
        Cost cost = new Cost();
        boolean accepted = target.take(filledIn);
        for (int again = 0; again < 2 && cost.excess(input) != null; again++) {
            // The first time, classes were loaded, and perhaps instrumented.
            cost = new Cost();
            target.take(filledIn);
        }
        String excess = cost.excess(input);
        if (excess != null) {
            throw new AssertionError("An input of " + input.length + " bytes took " + excess);
        }
        return accepted;
    }

    /** What the thread has spent since this was made. */
    private static final class Cost {
        private final long thread = Thread.currentThread().getId();
        private final long began = System.nanoTime();
        private final long bytes = THREADS.getThreadAllocatedBytes(thread);

        /** What was too much of the one or the other; null if nothing was. */
        @Nullable String excess(byte[] input) {
            long took = System.nanoTime() - began;
            if (took > MOST_NANOS) {
                return took / 1_000_000 + " ms";
            }
            long allocated = THREADS.getThreadAllocatedBytes(thread) - bytes;
            return allocated > MOST_BYTES + MOST_BYTES_FOR_A_BYTE * input.length
                    ? allocated + " bytes of memory"
                    : null;
        }
    }
}
