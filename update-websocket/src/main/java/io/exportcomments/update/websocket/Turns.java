package io.exportcomments.update.websocket;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one at a time, in the order in which they came, on the thread of whoever brought one while nobody else was running
 * them: all state of a source belongs to its turns, and no lock is held while it calls out.
 */
final class Turns {
    private static final System.Logger LOG = System.getLogger("io.exportcomments.socket");

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    void post(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            do {
                Runnable next = tasks.poll();
                if (next != null) {
                    run(next);
                }
            } while (waiting.decrementAndGet() != 0);
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            // Its text may quote what came, which is not for a log.
            LOG.log(
                    System.Logger.Level.ERROR,
                    "A step of the realtime connection failed, the next ones go on: "
                            + e.getClass().getName());
        }
    }
}
