package io.exportcomments.metrics.micrometer.names;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import org.jspecify.annotations.Nullable;

/** The meters of bulk exports. Those of the store are the same for all programs that share it. */
public enum BulkMeter implements DescribedMeter {
    /** How many items are in each state, in all batches. */
    ITEMS("items", Meter.Type.GAUGE, null, "Items of all batches of the store, by state", ClientKey.STATE),
    /** Ends that no handler has taken yet. */
    UNHANDLED("unhandled", Meter.Type.GAUGE, null, "Ends that were not handed to a handler yet"),
    /** Workers that are alive. */
    WORKERS("workers", Meter.Type.GAUGE, null, "Workers of the store that are alive"),
    /** The shortest time that a lease still runs, in seconds; below zero where nobody has taken over what is dead. */
    LEASE_LEFT("lease.left", Meter.Type.GAUGE, "seconds", "For how long the lease still runs that ends first"),
    /** For how long a worker has had an item without a change, in seconds; 0 where none has any. */
    LEASE_AGE("lease.age", Meter.Type.GAUGE, "seconds", "Since when an item that a worker has did not change, at most"),
    /** Pauses of sending: how often, and for how long. */
    PAUSES("pauses", Meter.Type.TIMER, null, "Times in which this worker sends nothing, for a limit or for trouble"),
    /** Failures of the store. */
    STORE_FAILURES("store.failures", Meter.Type.COUNTER, null, "Times that the store failed this worker"),
    /** Leases that were lost. */
    LEASES_LOST("leases.lost", Meter.Type.COUNTER, null, "Times that this worker was taken for dead"),
    /** Jobs that are too many. */
    JOBS_TOO_MANY("jobs.too.many", Meter.Type.COUNTER, null, "Jobs of this worker whose item has another job");

    private final String meter;
    private final Meter.Type type;
    private final @Nullable String unit;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // written once, and handed out only as a copy
    private final KeyName[] keys;

    BulkMeter(String shortName, Meter.Type type, @Nullable String unit, String description, ClientKey... further) {
        this.meter = "exportcomments.bulk." + shortName;
        this.type = type;
        this.unit = unit;
        this.description = description;
        this.keys = KeyName.merge(new KeyName[] {ClientKey.CLIENT}, further);
    }

    @Override
    public String getName() {
        return meter;
    }

    @Override
    public Meter.Type getType() {
        return type;
    }

    @Override
    public @Nullable String getBaseUnit() {
        return unit;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public KeyName[] getKeyNames() {
        return keys.clone();
    }
}
