package io.exportcomments.policy.resilience4j.internal.guard;

import io.exportcomments.policy.resilience4j.internal.call.SteppedCall;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import io.github.resilience4j.bulkhead.Bulkhead;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Bounds the number of calls under way; the others wait in their order, and no thread waits with them. Thread-safe. */
public final class BulkheadInterceptor implements TransportInterceptor {
    private final Bulkhead bulkhead;
    private final boolean shared;
    private final Queue<WaitingCall<?>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger wakes = new AtomicInteger();

    /**
     * Goes by this bulkhead.
     *
     * @param shared whether others may use it, too: it is listened to then, which makes it tell of each call
     * @throws IllegalArgumentException if the bulkhead would make a thread wait
     */
    @SuppressWarnings("this-escape")
    public BulkheadInterceptor(Bulkhead bulkhead, boolean shared) {
        if (!bulkhead.getBulkheadConfig().getMaxWaitDuration().isZero()) {
            throw new IllegalArgumentException("The bulkhead '" + bulkhead.getName()
                    + "' would block threads: set its maxWaitDuration to zero, calls wait here without a thread");
        }
        this.bulkhead = bulkhead;
        this.shared = shared;
        if (shared) {
            bulkhead.getEventPublisher().onCallFinished(event -> beginWaiting());
        }
    }

    @Override
    public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
        WaitingCall<T> waiting = new WaitingCall<>(chain);
        // Before any other thread can take it, and say how what it begins is ended.
        waiting.step(() -> queue.remove(waiting));
        queue.add(waiting);
        beginWaiting();
        return waiting;
    }

    /** One thread at a time begins calls; whoever comes meanwhile makes it look once more. */
    private void beginWaiting() {
        if (wakes.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        while (seen != 0) {
            beginAllThatFit();
            seen = wakes.addAndGet(-seen);
        }
    }

    private void beginAllThatFit() {
        while (!queue.isEmpty() && bulkhead.getMetrics().getAvailableConcurrentCalls() > 0 && beginOne()) {
            // Each round is one call.
        }
    }

    private boolean beginOne() {
        if (!bulkhead.tryAcquirePermission()) {
            return false;
        }
        WaitingCall<?> next = queue.poll();
        if (next == null || !next.begin()) {
            bulkhead.releasePermission();
        }
        return true;
    }

    private final class WaitingCall<T> extends SteppedCall<T> {
        private final Chain<T> chain;

        WaitingCall(Chain<T> chain) {
            this.chain = chain;
        }

        boolean begin() {
            if (isDone()) {
                return false;
            }
            CompletableFuture<T> exchange = proceed(chain);
            step(() -> exchange.cancel(true));
            exchange.whenComplete((answer, failure) -> {
                bulkhead.onComplete();
                if (!shared) {
                    beginWaiting();
                }
                take(answer, failure);
            });
            return true;
        }
    }
}
