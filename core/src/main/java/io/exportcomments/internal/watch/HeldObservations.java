package io.exportcomments.internal.watch;

import io.exportcomments.port.Observation;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What sources said while it could not be believed yet: the newest, up to a bound. */
final class HeldObservations {
    private static final int MOST = 64;

    private final Deque<Observation> waiting = new ArrayDeque<>(2);

    /** What came before a new attempt began is of an earlier one, and does not say so itself. */
    void add(Observation observation) {
        if (observation.job().isRequeued()) {
            waiting.clear();
        }
        if (waiting.size() == MOST) {
            waiting.poll();
        }
        waiting.add(observation);
    }

    /** The oldest, which is held no longer; null if there is none. */
    @Nullable Observation poll() {
        return waiting.poll();
    }
}
