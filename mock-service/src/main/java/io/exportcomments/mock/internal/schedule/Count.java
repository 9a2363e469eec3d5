package io.exportcomments.mock.internal.schedule;

import java.util.concurrent.atomic.AtomicInteger;

/** How many more of something are to come. Safe for use by many threads. */
public final class Count {

    private final AtomicInteger left = new AtomicInteger();

    /** Sets how many are to come, at least 0. */
    public void set(int next) {
        if (next < 0) {
            throw new IllegalArgumentException("a count must not be negative, was " + next);
        }
        left.set(next);
    }

    /** Whether this is one of them; if so, one less is to come. */
    public boolean take() {
        return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }
}
