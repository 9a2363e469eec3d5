package io.exportcomments.policy.resilience4j.internal.guard;

import io.exportcomments.policy.resilience4j.internal.flow.Work;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import io.github.resilience4j.bulkhead.Bulkhead;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** At most so many calls under way at once; the others wait in their order, and no thread with them. Thread-safe. */
public final class Crowd implements TransportInterceptor {
    private final Bulkhead bulkhead;
    private final Queue<Waiting<?>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger wakes = new AtomicInteger();

    /**
     * Goes by this bulkhead.
     *
     * @throws IllegalArgumentException if the bulkhead would make a thread wait
     */
    @SuppressWarnings("this-escape")
    public Crowd(Bulkhead bulkhead) {
        if (!bulkhead.getBulkheadConfig().getMaxWaitDuration().isZero()) {
            throw new IllegalArgumentException("The bulkhead '" + bulkhead.getName()
                    + "' would block threads: set its maxWaitDuration to zero, calls wait here without a thread");
        }
        this.bulkhead = bulkhead;
        bulkhead.getEventPublisher().onCallFinished(event -> letIn());
    }

    @Override
    public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
        Waiting<T> waiting = new Waiting<>(chain);
        queue.add(waiting);
        waiting.step(() -> queue.remove(waiting));
        letIn();
        return waiting;
    }

    /** One thread at a time lets in; whoever comes meanwhile makes it look once more. */
    private void letIn() {
        if (wakes.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        while (seen != 0) {
            letInAllThatFit();
            seen = wakes.addAndGet(-seen);
        }
    }

    private void letInAllThatFit() {
        while (!queue.isEmpty() && bulkhead.getMetrics().getAvailableConcurrentCalls() > 0 && letInOne()) {
            // Each round is one call.
        }
    }

    private boolean letInOne() {
        if (!bulkhead.tryAcquirePermission()) {
            return false;
        }
        Waiting<?> next = queue.poll();
        if (next == null || !next.go()) {
            bulkhead.releasePermission();
        }
        return true;
    }

    private final class Waiting<T> extends Work<T> {
        private final Chain<T> chain;

        Waiting(Chain<T> chain) {
            this.chain = chain;
        }

        boolean go() {
            if (isDone()) {
                return false;
            }
            CompletableFuture<T> exchange = proceed(chain);
            step(() -> exchange.cancel(true));
            exchange.whenComplete((answer, failure) -> {
                bulkhead.onComplete();
                take(answer, failure);
            });
            return true;
        }
    }
}
