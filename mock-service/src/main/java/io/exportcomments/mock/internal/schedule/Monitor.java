package io.exportcomments.mock.internal.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A lock on which others can wait for changes, and whose holder can leave work for when it is free again. */
public final class Monitor {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Runnable> afterwards = new ArrayList<>();
    private volatile Runnable afterChange = () -> {};

    /** Sets what runs, outside the lock, after each change. */
    public void afterChange(Runnable listener) {
        afterChange = listener;
    }

    /** Changes something under the lock. */
    public void run(Runnable change) {
        call(() -> {
            change.run();
            return null;
        });
    }

    /** Changes something under the lock, and returns what comes of it. */
    public <T extends @Nullable Object> T call(Supplier<T> change) {
        lock.lock();
        try {
            return change.get();
        } finally {
            changed.signalAll();
            List<Runnable> next = lock.getHoldCount() == 1 ? takeAfterwards() : List.of();
            lock.unlock();
            if (!lock.isHeldByCurrentThread()) {
                next.forEach(Runnable::run);
                afterChange.run();
            }
        }
    }

    /** Looks at something under the lock. */
    public <T extends @Nullable Object> T read(Supplier<T> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }

    /** Leaves work for when the lock is free; only from within a change. */
    public void afterwards(Runnable work) {
        afterwards.add(work);
    }

    /**
     * Waits, in real time, until what is looked at fulfils a condition, and returns it.
     *
     * @param otherwise what to say of the last look when the bound is over
     * @throws AssertionError when the bound is over
     */
    public <T> T await(Supplier<T> look, Predicate<T> condition, Duration bound, Function<T, String> otherwise) {
        long left = bound.toNanos();
        lock.lock();
        try {
            T seen = look.get();
            while (!condition.test(seen)) {
                if (left <= 0) {
                    throw new AssertionError("not so within " + bound + "; " + otherwise.apply(seen));
                }
                left = changed.awaitNanos(left);
                seen = look.get();
            }
            return seen;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the mock", e);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a condition, however long it takes. */
    public void awaitUnbounded(BooleanSupplier condition) throws InterruptedException {
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private List<Runnable> takeAfterwards() {
        List<Runnable> taken = List.copyOf(afterwards);
        afterwards.clear();
        return taken;
    }
}
