package io.exportcomments.metrics.micrometer;

import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.batch.BulkListener;
import io.exportcomments.metrics.micrometer.internal.BulkGauges;
import io.exportcomments.metrics.micrometer.internal.ClientMeters;
import io.exportcomments.metrics.micrometer.internal.LatestTotals;
import io.exportcomments.metrics.micrometer.names.BulkMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Objects;

/**
 * Measures bulk exports: the items of a store by their states, its workers and leases, and what this program's worker
 * meets. All names are in {@link BulkMeter}, and in {@code docs/metrics.md}.
 *
 * <pre>
 * BulkMetrics metrics = BulkMetrics.of(registry, BulkBatches.in(store));
 * BulkExports bulk = BulkExports.builder(client, store).listener(metrics.listener()) …
 * </pre>
 *
 * <p>The store is counted when the registry is read, on the thread that reads it, at most once in 15 s; what it says is
 * not a number where the store fails. Registry and store are borrowed. Thread-safe. Whoever makes it closes it, which
 * takes its meters out of the registry.
 */
public final class BulkMetrics implements AutoCloseable {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final ClientMeters meters;
    private final BulkGauges gauges;

    private BulkMetrics(Builder builder) {
        meters = new ClientMeters(builder.registry, ClientMeters.BULK, builder.client);
        gauges = new BulkGauges(meters, new LatestTotals(builder.batches, builder.readEvery, System::nanoTime));
    }

    /**
     * Metrics under the name {@value ClientMetrics#DEFAULT_CLIENT}.
     *
     * @param batches those of the store, such as {@link BulkBatches#in}
     * @throws IllegalStateException if the registry has meters of bulk exports of this name already
     */
    public static BulkMetrics of(MeterRegistry registry, BulkBatches batches) {
        return builder(registry, batches).build();
    }

    /** A builder with the defaults. */
    public static Builder builder(MeterRegistry registry, BulkBatches batches) {
        return new Builder(registry, batches);
    }

    /** Counts what a worker meets: for the builder of {@code BulkExports}. */
    public BulkListener listener() {
        return gauges;
    }

    /** Takes all of its meters out of the registry. Closing twice is fine. */
    @Override
    public void close() {
        meters.close();
    }

    /** Sets metrics up. Not thread-safe. */
    public static final class Builder {
        private final MeterRegistry registry;
        private final BulkBatches batches;
        private String client = ClientMetrics.DEFAULT_CLIENT;
        private Duration readEvery = Duration.ofSeconds(15);

        private Builder(MeterRegistry registry, BulkBatches batches) {
            this.registry = Objects.requireNonNull(registry, "registry");
            this.batches = Objects.requireNonNull(batches, "batches");
        }

        /**
         * Sets the client's name, the same as in its {@link ClientMetrics}; a tag of all meters.
         *
         * @throws IllegalArgumentException if it is blank
         */
        public Builder client(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("The name of a client must not be blank");
            }
            client = name;
            return this;
        }

        /**
         * Sets how old the count of the store may become; 15 s by default. It reads an index of all items.
         *
         * @throws IllegalArgumentException if it is not between 1 s and 1 hour
         */
        public Builder readEvery(Duration age) {
            if (age.compareTo(SHORTEST) < 0 || age.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("readEvery must be between 1 s and 1 hour: " + age);
            }
            readEvery = age;
            return this;
        }

        /**
         * The metrics. The caller closes them.
         *
         * @throws IllegalStateException if the registry has meters of bulk exports of this name already
         */
        public BulkMetrics build() {
            return new BulkMetrics(this);
        }
    }
}
