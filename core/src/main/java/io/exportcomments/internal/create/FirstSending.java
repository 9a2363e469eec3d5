package io.exportcomments.internal.create;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether a creation goes out at all: decided once, by whichever comes first, its sending or its end. Who was told that
 * nothing was sent may send it again, so nothing must go out after that.
 */
final class FirstSending {
    private final AtomicReference<@Nullable Boolean> decided = new AtomicReference<>();

    /** The request is about to be sent; false if it was given up before, and must not be. */
    boolean goesOut() {
        return decide(true);
    }

    /** Nothing more will be sent; false if something was, or is about to be. */
    boolean isGivenUp() {
        return !decide(false);
    }

    private boolean decide(boolean sending) {
        decided.compareAndSet(null, sending);
        return Boolean.TRUE.equals(decided.get());
    }
}
