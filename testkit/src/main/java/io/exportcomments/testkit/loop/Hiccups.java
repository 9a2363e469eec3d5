package io.exportcomments.testkit.loop;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures how late a thread that does nothing gets its turn: a busy machine holds up event loops too, and that is no
 * fault of theirs.
 */
final class Hiccups implements AutoCloseable {
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LATE = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(200);

    private final Thread thread = new Thread(this::tick, "hiccups");
    private volatile long lastTick = System.nanoTime();
    private volatile long lastHiccup = lastTick - WINDOW;
    private volatile boolean closed;

    Hiccups() {
        thread.setDaemon(true);
        thread.start();
    }

    private void tick() {
        while (!closed) {
            LockSupport.parkNanos(TICK);
            long now = System.nanoTime();
            if (now - lastTick > LATE) {
                lastHiccup = now;
            }
            lastTick = now;
        }
    }

    /** Whether the machine did not let threads run, just now. */
    boolean now() {
        long now = System.nanoTime();
        return now - lastTick > LATE || now - lastHiccup < WINDOW;
    }

    @Override
    public void close() {
        closed = true;
    }
}
