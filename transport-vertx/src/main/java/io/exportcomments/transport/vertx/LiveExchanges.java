package io.exportcomments.transport.vertx;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is under way, so that closing can end it. Thread-safe. */
final class LiveExchanges {
    private final Set<Runnable> endings = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Remembers how to end an exchange; if all is closed already, ends it at once. */
    void add(Runnable ending) {
        endings.add(ending);
        if (closed) {
            ending.run();
        }
    }

    void remove(Runnable ending) {
        endings.remove(ending);
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
        endings.forEach(Runnable::run);
    }
}
