package io.exportcomments.campaign;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The program's executor, in virtual time: it dawdles, and what it runs may block for a while of virtual time. Whatever
 * runs, runs alone: a thread that is not the world's has the world wait until it ends or blocks.
 */
final class Callbacks implements Executor {
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "campaign-program");
        thread.setDaemon(true);
        return thread;
    });
    private static final ThreadLocal<@Nullable Task> CURRENT = new ThreadLocal<>();

    private final boolean threads;
    private final Supplier<Duration> dawdling;
    private final BiConsumer<Duration, Runnable> later;
    private int blocked;

    /** Later runs something in the world's time. */
    Callbacks(boolean threads, Supplier<Duration> dawdling, BiConsumer<Duration, Runnable> later) {
        this.threads = threads;
        this.dawdling = dawdling;
        this.later = later;
    }

    @Override
    public void execute(Runnable task) {
        later.accept(dawdling.get(), threads ? () -> new Task(task).begin() : task);
    }

    /** Holds the calling thread for so long; does nothing on the world's own thread. */
    void block(Duration length) {
        Task task = CURRENT.get();
        if (task != null) {
            task.block(length);
        }
    }

    /** How many tasks are held now. */
    int blocked() {
        return blocked;
    }

    private final class Task implements Runnable {
        private final Runnable work;
        private final Semaphore turn = new Semaphore(0);
        private final Semaphore back = new Semaphore(0);

        Task(Runnable work) {
            this.work = work;
        }

        void begin() {
            THREADS.execute(this);
            back.acquireUninterruptibly();
        }

        void block(Duration length) {
            blocked++;
            later.accept(length, this::resume);
            back.release();
            turn.acquireUninterruptibly();
        }

        private void resume() {
            blocked--;
            turn.release();
            back.acquireUninterruptibly();
        }

        @Override
        public void run() {
            CURRENT.set(this);
            try {
                work.run();
            } finally {
                CURRENT.remove();
                back.release();
            }
        }
    }
}
