package io.exportcomments.metrics.micrometer.internal;

import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.BulkListener;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.job.JobGuid;
import io.exportcomments.metrics.micrometer.names.BulkMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Optional;

/** Gauges of a store's totals, and counters of what a worker meets: all there from the start. Thread-safe. */
public final class BulkGauges implements BulkListener {
    private static final double MILLIS = 1000;

    private final Timer pauses;
    private final Counter storeFailures;
    private final Counter leasesLost;
    private final Counter jobsTooMany;

    /** Puts them among the meters. */
    public BulkGauges(ClientMeters meters, LatestTotals totals) {
        for (ItemState state : ItemState.values()) {
            meters.gauge(
                    BulkMeter.ITEMS, totals, latest -> latest.value(now -> now.count(state)), StateGauges.tag(state));
        }
        meters.gauge(BulkMeter.UNHANDLED, totals, latest -> latest.value(now -> now.unhandled()));
        meters.gauge(BulkMeter.WORKERS, totals, latest -> latest.value(now -> now.workers()));
        meters.gauge(BulkMeter.LEASE_LEFT, totals, latest -> latest.value(now -> seconds(now.leaseLeft(), Double.NaN)));
        meters.gauge(BulkMeter.LEASE_AGE, totals, latest -> latest.value(now -> seconds(now.longestHeld(), 0)));
        pauses = meters.timer(BulkMeter.PAUSES);
        storeFailures = meters.counter(BulkMeter.STORE_FAILURES);
        leasesLost = meters.counter(BulkMeter.LEASES_LOST);
        jobsTooMany = meters.counter(BulkMeter.JOBS_TOO_MANY);
    }

    private static double seconds(Optional<Duration> time, double without) {
        return time.map(present -> present.toMillis() / MILLIS).orElse(without);
    }

    @Override
    public void jobTooMany(BulkItem item, JobGuid job) {
        jobsTooMany.increment();
    }

    @Override
    public void sendingPaused(Duration time, String why) {
        pauses.record(time);
    }

    @Override
    public void storeFailed(String why) {
        storeFailures.increment();
    }

    @Override
    public void takenForDead() {
        leasesLost.increment();
    }
}
