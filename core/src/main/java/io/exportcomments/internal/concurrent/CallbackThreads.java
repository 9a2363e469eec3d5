package io.exportcomments.internal.concurrent;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.internal.log.LibraryLog;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The threads that call the program: one, as long as calls come back soon. While calls are stuck and others wait, one
 * more thread is added for each {@link #STALL}, so that a listener that blocks holds up no other; the program pays one
 * thread for each call that it blocks, and none for those that it does not. One thread stays idle for a while, and
 * others end.
 */
public final class CallbackThreads implements Executor, AutoCloseable {
    /** How long a call may wait behind others before a thread is added. */
    public static final Duration STALL = Duration.ofMillis(20);

    /**
     * How long a thread that has just made many calls gathers others before it waits to be woken, which costs more than
     * a call. After few it does not: what comes alone is told at once.
     */
    private static final long GATHER_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    /** So many calls without a wait in between are many. */
    private static final int MANY = 4;

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private final Timekeeper timekeeper;
    private final ThreadFactory factory;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private int threads;
    private int idle;
    /** Whether a thread is gathering: it needs no waking. */
    private boolean gathering;

    private long taken;
    /** How many were taken since a thread had to wait for them. */
    private int inARow;

    private long named;
    /** Whether the machine had no thread to give the last time. */
    private boolean refused;

    private boolean checking;
    private boolean closed;

    /** Starts no thread until there is a call to make. */
    public CallbackThreads(Timekeeper timekeeper) {
        this(timekeeper, Thread::new);
    }

    CallbackThreads(Timekeeper timekeeper, ThreadFactory factory) {
        this.timekeeper = timekeeper;
        this.factory = factory;
    }

    /**
     * @throws RejectedExecutionException after close, whose cause is a {@link ClientClosedException}
     */
    @Override
    public void execute(Runnable task) {
        lock.lock();
        try {
            if (closed) {
                throw new RejectedExecutionException(
                        "The client is closed", new ClientClosedException(ErrorContext.NONE, null));
            }
            queue.add(task);
            if (idle > 0) {
                work.signal();
            } else if (threads == 0) {
                startThread();
            }
            watchForStall();
        } finally {
            lock.unlock();
        }
    }

    /** How many threads there are now. */
    public int size() {
        lock.lock();
        try {
            return threads;
        } finally {
            lock.unlock();
        }
    }

    /** Where the machine gives no thread, it is asked again after the next stall, as what waits must not be lost. */
    private void startThread() {
        Thread thread = factory.newThread(this::serve);
        thread.setName("exportcomments-callback-" + ++named);
        thread.setDaemon(true);
        try {
            thread.start();
            threads++;
            refused = false;
        } catch (OutOfMemoryError e) {
            if (!refused) {
                LibraryLog.get()
                        .log(
                                System.Logger.Level.ERROR,
                                "No thread for callbacks could be started; it is tried again",
                                e);
            }
            refused = true;
        }
    }

    private void watchForStall() {
        if (!checking && !closed) {
            long seen = taken;
            timekeeper.schedule(STALL, () -> afterStall(seen));
            checking = true;
        }
    }

    private void afterStall(long seen) {
        lock.lock();
        try {
            checking = false;
            if (closed || queue.isEmpty()) {
                return;
            }
            if (taken == seen && idle == 0 && !gathering) {
                startThread();
            }
            watchForStall();
        } finally {
            lock.unlock();
        }
    }

    private void serve() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (Throwable e) {
                LibraryLog.get()
                        .log(System.Logger.Level.WARNING, "A callback of the program failed; the others go on", e);
            }
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            if (queue.isEmpty() && !closed && idle == 0 && !gathering && inARow >= MANY) {
                gather();
            }
            long left = IDLE_NANOS;
            while (queue.isEmpty() && !closed && left > 0) {
                left = idle > 0 || gathering ? 0 : idleFor(left);
            }
            Runnable task = queue.poll();
            if (task == null) {
                threads--;
            } else {
                taken++;
                inARow++;
            }
            return task;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // what comes in the meantime wakes nobody, and so there is nothing to wait for
    private void gather() {
        gathering = true;
        try {
            work.awaitNanos(GATHER_NANOS);
        } catch (InterruptedException e) {
            // A callback left its thread interrupted; that must not end the thread. Waiting cleared the flag.
            return;
        } finally {
            gathering = false;
            inARow = 0;
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the caller loops
    private long idleFor(long nanos) {
        idle++;
        try {
            return work.awaitNanos(nanos);
        } catch (InterruptedException e) {
            // A callback left its thread interrupted; that must not end the thread. Waiting cleared the flag.
            return nanos;
        } finally {
            idle--;
            inARow = 0;
        }
    }

    /**
     * Takes no more calls; those that wait are still made, and the threads end after them. Does not wait for them. One
     * more thread makes them, since the others may be stuck; there is no timer any more to see that.
     */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            work.signalAll();
            if (!queue.isEmpty()) {
                startThread();
            }
        } finally {
            lock.unlock();
        }
    }
}
