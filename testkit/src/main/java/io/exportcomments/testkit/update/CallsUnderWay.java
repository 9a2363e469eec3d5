package io.exportcomments.testkit.update;

import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a client is doing in real time: exchanges with the service, until all that hangs on their answers has
 * run, and calls to the program. While there is any, virtual time must not pass.
 */
final class CallsUnderWay implements TransportInterceptor {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private int count;
    private long begun;

    @Override
    public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
        begin();
        CompletableFuture<T> exchange;
        try {
            exchange = chain.proceed();
        } catch (RuntimeException | Error e) {
            end();
            throw e;
        }
        Answer<T> answer = new Answer<>(exchange);
        exchange.whenComplete((value, error) -> {
            try {
                answer.take(value, error);
            } finally {
                end();
            }
        });
        return answer;
    }

    /** The same executor, with its tasks counted. */
    Executor counting(Executor executor) {
        return task -> {
            begin();
            executor.execute(() -> {
                try {
                    task.run();
                } finally {
                    end();
                }
            });
        };
    }

    /** How many there have been. */
    long begun() {
        lock.lock();
        try {
            return begun;
        } finally {
            lock.unlock();
        }
    }

    /** Waits, in real time, until there is nothing under way; false if the bound is over first. */
    boolean awaitNone(Duration bound) throws InterruptedException {
        lock.lock();
        try {
            long left = bound.toNanos();
            while (count > 0 && left > 0) {
                left = none.awaitNanos(left);
            }
            return count == 0;
        } finally {
            lock.unlock();
        }
    }

    private void begin() {
        lock.lock();
        try {
            count++;
            begun++;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            count--;
            if (count == 0) {
                none.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return count + " calls under way";
    }

    /** What the exchange answers, completed before the exchange counts as over. */
    private static final class Answer<T> extends CompletableFuture<T> {
        private final CompletableFuture<T> exchange;

        Answer(CompletableFuture<T> exchange) {
            this.exchange = exchange;
        }

        void take(T value, @Nullable Throwable error) {
            if (error == null) {
                complete(value);
            } else {
                completeExceptionally(error);
            }
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            boolean cancelled = super.cancel(mayInterrupt);
            exchange.cancel(mayInterrupt);
            return cancelled;
        }
    }
}
