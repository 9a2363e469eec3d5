package io.exportcomments.transport.http.spi;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is under way, so that closing can end it. Thread-safe. */
public final class LiveExchanges {
    private final Set<Runnable> endings = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    LiveExchanges() {}

    /** Whether all is ended, and what comes will be. */
    public boolean isClosed() {
        return closed;
    }

    /** Remembers how to end an exchange; if all is closed already, ends it at once. */
    public void add(Runnable ending) {
        endings.add(ending);
        if (closed) {
            ending.run();
        }
    }

    /** Forgets an exchange that is over. */
    public void remove(Runnable ending) {
        endings.remove(ending);
    }

    void close() {
        closed = true;
        endings.forEach(Runnable::run);
    }
}
