package io.exportcomments.policy.resilience4j.internal.limit;

import java.time.Duration;
import java.util.Arrays;

/**
 * So many in any span of time, wherever it begins, by the service's count. The service counts a request at some moment
 * between its sending and its answer, and nobody here knows when; so a use is held from before it is sent until a whole
 * span after it was answered. Whatever the network's delays are, no span on the other side then holds more than the
 * limit. What was given up is taken as counted by then, if at all. Not thread-safe.
 */
final class SlidingLog {
    private final int limit;
    private final long span;
    private int underWay;

    /** When uses ended, oldest first, as a ring. */
    private long[] ends = new long[8];

    private int first;
    private int count;

    SlidingLog(int limit, Duration span) {
        this.limit = limit;
        this.span = span.toNanos();
    }

    /** How many more may go now. */
    int left(long now) {
        forget(now);
        return Math.max(0, limit - underWay - count);
    }

    /** So many go. */
    void begin(int uses) {
        underWay += uses;
    }

    /** So many that went were answered, or given up. */
    void end(long now, int uses) {
        underWay -= uses;
        for (int i = 0; i < uses && !isNone(); i++) {
            add(now);
        }
    }

    /** So many that went did not count after all: they never left, or were refused. */
    void undo(int uses) {
        underWay -= uses;
    }

    /** How many of so many uses count at most: more than all there are can't be waited for. */
    int bounded(int uses) {
        return Math.min(uses, limit);
    }

    /**
     * The service says that the limit is reached: what is missing to it was used by somebody else.
     *
     * @param wait when the first of it will be given back; the rest is taken to be given back evenly from then on
     */
    void reached(long now, long wait) {
        int others = isNone() ? 0 : left(now);
        long spread = Math.max(0, span - wait);
        for (int i = 0; i < others; i++) {
            add(now - spread + spread / others * i);
        }
        sort();
    }

    /** Whether there is no limit, and so nothing to keep. */
    boolean isNone() {
        return limit == Integer.MAX_VALUE;
    }

    private void sort() {
        long[] sorted = new long[ends.length];
        for (int i = 0; i < count; i++) {
            sorted[i] = ends[(first + i) % ends.length];
        }
        Arrays.sort(sorted, 0, count);
        ends = sorted;
        first = 0;
    }

    /**
     * How long the next one has to wait at least.
     *
     * @param ahead how many go before it
     */
    long untilFree(long now, long ahead) {
        forget(now);
        long needed = (long) count + underWay + ahead + 1 - limit;
        long wait = 0;
        while (needed > (long) count + underWay) {
            // Those ahead have to be forgotten, too.
            needed -= limit;
            wait += span;
        }
        if (needed <= 0) {
            return wait;
        }
        long freed = needed <= count ? ends[(int) ((first + needed - 1) % ends.length)] + span - now : span;
        return wait + Math.max(0, freed);
    }

    private void add(long now) {
        if (count == ends.length) {
            long[] larger = new long[count * 2];
            for (int i = 0; i < count; i++) {
                larger[i] = ends[(first + i) % ends.length];
            }
            ends = larger;
            first = 0;
        }
        ends[(first + count) % ends.length] = now;
        count++;
    }

    private void forget(long now) {
        while (count > 0 && ends[first] + span - now <= 0) {
            first = (first + 1) % ends.length;
            count--;
        }
    }
}
