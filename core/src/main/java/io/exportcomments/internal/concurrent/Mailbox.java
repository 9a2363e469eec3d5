package io.exportcomments.internal.concurrent;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one at a time, in the order in which they came, on the thread of whoever brought one while nobody else was running
 * them. No lock is held while a task runs, and a task that brings another does not run it inside itself.
 */
public final class Mailbox {
    private static final System.Logger LOG = System.getLogger("io.exportcomments");

    /** What was brought while a task ran; null while there is nothing, as most mailboxes are idle most of the time. */
    private @Nullable Deque<Runnable> waiting;

    private boolean running;

    /** Brings a task. */
    public void post(Runnable task) {
        synchronized (this) {
            if (running) {
                waiting = waiting == null ? new ArrayDeque<>(2) : waiting;
                waiting.add(task);
                return;
            }
            running = true;
        }
        for (Runnable next = task; next != null; next = next()) {
            run(next);
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = waiting == null ? null : waiting.poll();
        if (next == null) {
            waiting = null;
            running = false;
        }
        return next;
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.ERROR, "A step of a watch failed; the next ones go on", e);
        }
    }
}
