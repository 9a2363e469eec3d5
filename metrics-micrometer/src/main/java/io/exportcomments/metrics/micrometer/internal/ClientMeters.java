package io.exportcomments.metrics.micrometer.internal;

import io.exportcomments.metrics.micrometer.names.ClientKey;
import io.exportcomments.metrics.micrometer.names.DescribedMeter;
import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** The meters of one client in the program's registry: made when first needed, and all taken out again. Thread-safe. */
public final class ClientMeters implements AutoCloseable {
    /** What the names of a client's meters begin with. */
    public static final String CLIENT = "exportcomments.client.";
    /** What the names of the meters of bulk exports begin with. */
    public static final String BULK = "exportcomments.bulk.";

    private final MeterRegistry registry;
    private final String prefix;
    private final Tag client;
    private final Set<Meter> made = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * The meters of a client of this name.
     *
     * @param prefix what all of their names begin with
     * @throws IllegalStateException if the registry has meters of a client of this name already
     */
    public ClientMeters(MeterRegistry registry, String prefix, String name) {
        this.registry = registry;
        this.prefix = prefix;
        this.client = Tag.of(ClientKey.CLIENT.asString(), name);
        if (registry.getMeters().stream().anyMatch(this::isOurs)) {
            throw new IllegalStateException("The registry already has meters of a client named '" + name
                    + "': give each client a name of its own, or close the metrics of the one before");
        }
    }

    Counter counter(DescribedMeter meter, String... values) {
        return kept(Counter.builder(meter.getName())
                .description(meter.description())
                .tags(tags(meter, values))
                .register(registry));
    }

    Timer timer(DescribedMeter meter, String... values) {
        return kept(Timer.builder(meter.getName())
                .description(meter.description())
                .tags(tags(meter, values))
                .register(registry));
    }

    <T> void gauge(DescribedMeter meter, T state, ToDoubleFunction<T> value, String... values) {
        kept(Gauge.builder(meter.getName(), state, value)
                .description(meter.description())
                .baseUnit(meter.getBaseUnit())
                .tags(tags(meter, values))
                .strongReference(true)
                .register(registry));
    }

    private Tags tags(DescribedMeter meter, String... values) {
        KeyName[] keys = meter.getKeyNames();
        Tags tags = Tags.of(client);
        for (int i = 0; i < values.length; i++) {
            tags = tags.and(keys[i + 1].asString(), values[i]);
        }
        return tags;
    }

    private <M extends Meter> M kept(M meter) {
        made.add(meter);
        recorded();
        return meter;
    }

    /**
     * To be called after whatever may have put a meter into the registry. What comes late takes itself out: it either
     * was there when {@link #close()} looked, or sees here that it was too late.
     */
    public void recorded() {
        if (closed) {
            remove();
        }
    }

    /** Takes all meters of this client out of the registry, which stays open. */
    @Override
    public void close() {
        closed = true;
        remove();
    }

    private void remove() {
        made.forEach(registry::remove);
        made.clear();
        registry.getMeters().stream().filter(this::isOurs).forEach(registry::remove);
    }

    /**
     * Timers are made by Micrometer's handler, perhaps under a name that the program's filters put something before.
     */
    private boolean isOurs(Meter meter) {
        Meter.Id id = meter.getId();
        return id.getName().contains(prefix) && client.getValue().equals(id.getTag(client.getKey()));
    }
}
