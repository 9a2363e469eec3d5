package io.exportcomments.policy.resilience4j.internal.flow;

import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Real time, with the timer and the pool that every JVM has: policies are shared by clients and are not closed, so they have no thread of
 * their own. Thread-safe.
 */
public final class JvmTimekeeper implements Timekeeper {
    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        CompletableFuture<Boolean> alarm = new CompletableFuture<>();
        alarm.thenAcceptAsync(due -> task.run());
        alarm.completeOnTimeout(true, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        return () -> alarm.cancel(false);
    }

    @Override
    public double random() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
