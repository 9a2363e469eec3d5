package io.exportcomments.mock.internal.schedule;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Tasks that are due at given times. Guarded by its owner's lock. */
public final class DueTasks {

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing((Task i) -> i.at).thenComparing(i -> i.number));
    private long last;

    /** Adds a task that is due at a time. */
    public Task add(Instant at, Runnable work) {
        Task task = new Task(at, ++last, work);
        tasks.add(task);
        return task;
    }

    /** Drops a task. */
    public void cancel(@Nullable Task task) {
        if (task != null) {
            tasks.remove(task);
        }
    }

    /** When the next task is due. */
    public @Nullable Instant nextDue() {
        Task next = tasks.peek();
        return next == null ? null : next.at;
    }

    /** Runs, in order, the tasks that are due by then. */
    public void runDue(Instant now) {
        for (Task next = tasks.peek(); next != null && !next.at.isAfter(now); next = tasks.peek()) {
            tasks.remove();
            next.work.run();
        }
    }

    /** A task. */
    public static final class Task {
        private final Instant at;
        private final long number;
        private final Runnable work;

        private Task(Instant at, long number, Runnable work) {
            this.at = at;
            this.number = number;
            this.work = work;
        }
    }
}
