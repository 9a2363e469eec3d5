package io.exportcomments.mock.internal.webhook;

import io.exportcomments.mock.internal.schedule.Count;
import io.exportcomments.mock.webhook.WebhookFaults;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;

/** The active faults, and how many of each are left. */
final class WebhookFaultCounts implements WebhookFaults {

    final Count lost = new Count();
    final Count doubled = new Count();
    final Count delayed = new Count();
    final Count forged = new Count();
    final Count unsigned = new Count();
    private final IntConsumer shuffle;
    private volatile Duration delay = Duration.ZERO;

    /** Shuffle releases what is held, and holds the given number from then on. */
    WebhookFaultCounts(IntConsumer shuffle) {
        this.shuffle = shuffle;
    }

    Duration delay() {
        return delay;
    }

    @Override
    public void loseDeliveries(int next) {
        lost.set(next);
    }

    @Override
    public void doubleDeliveries(int next) {
        doubled.set(next);
    }

    @Override
    public void shuffleDeliveries(int next) {
        if (next < 0 || next == 1) {
            throw new IllegalArgumentException("at least 2 deliveries can be shuffled, not " + next);
        }
        shuffle.accept(next);
    }

    @Override
    public void delayDeliveries(int next, Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("a delay must not be negative, was " + by);
        }
        delay = by;
        delayed.set(next);
    }

    @Override
    public void signWrongly(int next) {
        forged.set(next);
    }

    @Override
    public void leaveUnsigned(int next) {
        unsigned.set(next);
    }

    @Override
    public void clear() {
        List.of(lost, doubled, delayed, forged, unsigned).forEach(count -> count.set(0));
        shuffle.accept(0);
    }
}
