package io.exportcomments.update.webhook.internal;

import io.exportcomments.adapter.SystemTimekeeper;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A receiver from when it opens to when it is closed. What it closes is its own, so that the next one can begin while
 * this one ends. Thread-safe.
 */
public final class ReceiverRun implements AutoCloseable {
    /** Longer than closing takes. */
    private static final long LONGEST_CLOSING_SECONDS = 15;

    private final DeliveryIntake intake;
    private final @Nullable SystemTimekeeper ownTime;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * A run that takes deliveries; it handles what the store has from before once it {@linkplain #begin() begins}.
     *
     * @param threads how many threads of its own call the handler, if there is no executor
     * @param executor calls the handler; borrowed
     * @param ownTime the time of the settings, if it ends with this run
     */
    public ReceiverRun(
            ReceiverSettings settings,
            int threads,
            @Nullable Executor executor,
            WebhookSources sources,
            @Nullable SystemTimekeeper ownTime) {
        this.intake = new DeliveryIntake(settings, threads, executor, sources);
        this.ownTime = ownTime;
    }

    /** Begins to handle what the store has from before; gives this run. */
    public ReceiverRun begin() {
        intake.begin();
        return this;
    }

    /** Where deliveries come in. */
    public DeliveryIntake intake() {
        return intake;
    }

    /** Whether somebody has closed it, or is about to. */
    public boolean isClosing() {
        return closing.get();
    }

    /** Whether it is closed, and what was taken is handled or given back. */
    public boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Closes it, or waits for whoever does; a thread of a receiver does not wait. */
    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            try {
                intake.close();
                if (ownTime != null) {
                    ownTime.close();
                }
            } finally {
                closed.countDown();
            }
        } else if (!ReceiverThreads.isCurrent()) {
            awaitClosed();
        }
    }

    private void awaitClosed() {
        try {
            if (!closed.await(LONGEST_CLOSING_SECONDS, TimeUnit.SECONDS)) {
                System.getLogger("io.exportcomments.webhook")
                        .log(
                                System.Logger.Level.WARNING,
                                "The webhook receiver is still being closed by another thread");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
