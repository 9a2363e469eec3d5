package io.exportcomments.metrics.micrometer.internal;

import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.batch.BulkTotals;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How the store stood a short time ago: read by who asks first after that, while the others get what was known before.
 * Unknown, where the store failed. Thread-safe.
 */
public final class LatestTotals {
    private static final System.Logger LOG = System.getLogger("io.exportcomments.bulk");

    private record Reading(@Nullable BulkTotals totals, long at) {}

    private final BulkBatches batches;
    private final long longest;
    private final LongSupplier nanoTime;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile @Nullable Reading latest;

    /**
     * The totals of a store.
     *
     * @param longest how old they may become
     */
    public LatestTotals(BulkBatches batches, Duration longest, LongSupplier nanoTime) {
        this.batches = batches;
        this.longest = longest.toNanos();
        this.nanoTime = nanoTime;
    }

    /** A number of them; not a number, where they are not known. */
    double value(ToDoubleFunction<BulkTotals> number) {
        Reading known = latest;
        if ((known == null || nanoTime.getAsLong() - known.at() >= longest) && reading.compareAndSet(false, true)) {
            try {
                known = new Reading(read(), nanoTime.getAsLong());
                latest = known;
            } finally {
                reading.set(false);
            }
        }
        BulkTotals totals = known == null ? null : known.totals();
        return totals == null ? Double.NaN : number.applyAsDouble(totals);
    }

    private @Nullable BulkTotals read() {
        try {
            return batches.totals();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "The store of bulk exports could not be counted", e);
            return null;
        }
    }
}
