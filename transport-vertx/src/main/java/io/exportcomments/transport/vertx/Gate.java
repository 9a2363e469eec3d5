package io.exportcomments.transport.vertx;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many calls through at once, and the others wait in order. Vert.x's pool could hold them up as well, but their time-outs must
 * not run before they have a connection to open. For the home context only.
 */
final class Gate {
    private final int limit;
    private final Set<Runnable> waiting = new LinkedHashSet<>();
    private int inside;

    Gate(int limit) {
        this.limit = limit;
    }

    /** Runs what comes next as soon as there is room. */
    void enter(Runnable next) {
        if (inside < limit) {
            inside++;
            next.run();
        } else {
            waiting.add(next);
        }
    }

    /** Takes back what {@link #enter} was given: it makes room if it had entered. */
    void leave(Runnable entered) {
        if (waiting.remove(entered)) {
            return;
        }
        Runnable next = first();
        if (next == null) {
            inside--;
        } else {
            waiting.remove(next);
            next.run();
        }
    }

    private @Nullable Runnable first() {
        return waiting.isEmpty() ? null : waiting.iterator().next();
    }
}
