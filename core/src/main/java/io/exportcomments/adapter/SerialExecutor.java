package io.exportcomments.adapter;

import io.exportcomments.internal.log.LibraryLog;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one at a time, in the order in which they came. No lock is held while a task runs, and a task that brings
 * another does not run it inside itself. A task that throws, an {@link Error} included, does not keep the next ones
 * from running: the failure is logged by its class alone, since its text may quote what came from outside.
 *
 * <p>Thread-safe. Costs two objects while idle, so there can be one for each watch.
 */
public final class SerialExecutor implements Executor {
    private final @Nullable Executor carrier;
    /** What came while a task ran; null while there is nothing, as most of these are idle most of the time. */
    private @Nullable Deque<Runnable> waiting;

    private boolean running;

    /** Runs each task on the thread of whoever brought one while no other ran. */
    public SerialExecutor() {
        carrier = null;
    }

    /**
     * Runs tasks on the threads of this executor, which is borrowed; a turn of it runs all tasks that have gathered.
     */
    public SerialExecutor(Executor carrier) {
        this.carrier = Objects.requireNonNull(carrier, "carrier");
    }

    /**
     * Runs a task after all that came before it. Where the carrier throws, so does this, and the task is not run.
     *
     * @throws RejectedExecutionException if the carrier rejects it
     */
    @Override
    public void execute(Runnable task) {
        Objects.requireNonNull(task, "task");
        synchronized (this) {
            if (running) {
                waiting = waiting == null ? new ArrayDeque<>(2) : waiting;
                waiting.add(task);
                return;
            }
            running = true;
        }
        if (carrier == null) {
            runFrom(task);
        } else {
            start(carrier, task);
        }
    }

    private void start(Executor threads, Runnable task) {
        try {
            threads.execute(() -> runFrom(task));
        } catch (RuntimeException | Error rejected) {
            restart(threads);
            throw rejected;
        }
    }

    /** What came while the carrier rejected a task has its own try, so that nothing waits for ever. */
    private void restart(Executor threads) {
        for (Runnable next = next(); next != null; next = next()) {
            Runnable first = next;
            try {
                threads.execute(() -> runFrom(first));
                return;
            } catch (RejectedExecutionException dropped) {
                LibraryLog.get()
                        .log(
                                System.Logger.Level.DEBUG,
                                "A task was dropped: the threads that run it are closed",
                                dropped);
            } catch (RuntimeException | Error broken) {
                LibraryLog.get()
                        .log(System.Logger.Level.ERROR, "A task was dropped: no thread could be had for it", broken);
            }
        }
    }

    private void runFrom(Runnable task) {
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
            LibraryLog.get()
                    .log(
                            System.Logger.Level.ERROR,
                            "A task failed; those after it go on: "
                                    + e.getClass().getName());
        }
    }
}
