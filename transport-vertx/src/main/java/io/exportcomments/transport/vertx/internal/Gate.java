package io.exportcomments.transport.vertx.internal;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Lets so many calls through at once, and the others wait in order. Vert.x's pool could hold them up as well, but their
 * time-outs must not run before they have a connection to open. For the home context only.
 */
final class Gate {
    private final int limit;
    private final Set<Runnable> waiting = new LinkedHashSet<>();
    private int inside;
    private boolean admitting;

    Gate(int limit) {
        this.limit = limit;
    }

    /** Runs what comes next as soon as there is room. */
    void enter(Runnable next) {
        waiting.add(next);
        admit();
    }

    /** Takes back what {@link #enter} was given: it makes room if it had entered. */
    void leave(Runnable entered) {
        if (!waiting.remove(entered)) {
            inside--;
            admit();
        }
    }

    /** A loop, as what enters may leave at once: a thousand of them must not stand upon each other. */
    private void admit() {
        if (admitting) {
            return;
        }
        admitting = true;
        try {
            while (inside < limit && !waiting.isEmpty()) {
                Runnable next = waiting.iterator().next();
                waiting.remove(next);
                inside++;
                next.run();
            }
        } finally {
            admitting = false;
        }
    }
}
