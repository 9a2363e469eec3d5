package io.exportcomments.metrics.micrometer.internal;

import io.exportcomments.event.BreakerState;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientListener;
import io.exportcomments.event.DeliveryOutcome;
import io.exportcomments.event.SourceState;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.metrics.micrometer.names.ClientMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns events into meters. What it does not know yet, it passes over. Thread-safe. */
public final class EventMeters implements ClientListener {
    private static final int MOST_NAMES = 32;
    private static final String OTHER = "other";

    private final Map<Class<? extends ClientEvent>, Consumer<ClientEvent>> hearers = new HashMap<>();
    private final ClientMeters meters;
    private final WatchedJobs watched;
    private final BoundedTagValues sourceNames = new BoundedTagValues(MOST_NAMES / 2, OTHER);
    private final BoundedTagValues limitNames = new BoundedTagValues(MOST_NAMES, OTHER);
    private final BoundedTagValues reasons = new BoundedTagValues(MOST_NAMES, OTHER);
    private final Map<String, SourceMeters> sources = new ConcurrentHashMap<>();
    private final Map<String, StateGauges<SourceState>> sourceStates = new ConcurrentHashMap<>();
    private final Map<String, LimitMeters> limits = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable StateGauges<BreakerState>> breaker = new AtomicReference<>();
    private final AtomicReference<@Nullable Map<DeliveryOutcome, Counter>> deliveries = new AtomicReference<>();
    private final Map<JobStatus, Counter> ends = new EnumMap<>(JobStatus.class);
    private final Counter reconciliations;
    private final Timer pauses;

    /** Makes the meters that need no event to be known. */
    public EventMeters(ClientMeters meters) {
        this.meters = meters;
        this.watched = new WatchedJobs(meters);
        this.reconciliations = meters.counter(ClientMeter.RECONCILIATIONS);
        this.pauses = meters.timer(ClientMeter.ACCOUNT_PAUSES);
        for (JobStatus status : JobStatus.values()) {
            if (status.isTerminal()) {
                ends.put(status, meters.counter(ClientMeter.ENDS, status.wireName()));
            }
        }
        hearWatches();
        hearSources();
        hearPolicies();
    }

    private void hearWatches() {
        on(ClientEvent.WatchStarted.class, event -> watched.started(event.guid()));
        on(ClientEvent.WatchEnded.class, event -> watched.ended(event.guid()));
        on(ClientEvent.UpdateDelivered.class, event -> delivered(event.update()));
        on(ClientEvent.StateReconciled.class, event -> reconciliations.increment());
        on(ClientEvent.SourceTaken.class, event -> watched.taken(event.guid(), sourceNames.bounded(event.to())));
        on(
                ClientEvent.FailedOver.class,
                event -> meters.counter(
                                ClientMeter.FAILOVERS,
                                sourceNames.bounded(event.from()),
                                sourceNames.bounded(event.to()))
                        .increment());
    }

    private void hearSources() {
        on(
                ClientEvent.ObservationDropped.class,
                event -> source(event.source()).dropped().increment());
        on(ClientEvent.GapOpened.class, event -> source(event.source()).gaps().increment());
        on(ClientEvent.SourceChanged.class, event -> sourceState(event.source(), event.state()));
        on(
                ClientEvent.PushIgnored.class,
                event -> meters.counter(
                                ClientMeter.PUSHES_IGNORED,
                                sourceNames.bounded(event.source()),
                                reasons.bounded(event.reason()))
                        .increment());
        on(ClientEvent.DeliveryHandled.class, event -> delivery(event.outcome()));
    }

    private void hearPolicies() {
        on(ClientEvent.LimitChanged.class, event -> limit(event.limit()).set(event.left(), event.waiting()));
        on(ClientEvent.AccountPaused.class, event -> pauses.record(event.pause()));
        on(ClientEvent.BreakerChanged.class, event -> breaker(event.state()));
    }

    private <E extends ClientEvent> void on(Class<E> kind, Consumer<E> hearer) {
        hearers.put(kind, event -> hearer.accept(kind.cast(event)));
    }

    @Override
    public void heard(ClientEvent event) {
        Consumer<ClientEvent> hearer = hearers.get(event.getClass());
        if (hearer != null) {
            hearer.accept(event);
        }
    }

    private void delivered(JobUpdate update) {
        source(update.source()).updates().increment();
        Counter end = ends.get(update.status());
        if (end != null) {
            end.increment();
        }
    }

    private SourceMeters source(String name) {
        String bounded = sourceNames.bounded(name);
        SourceMeters known = sources.get(bounded);
        if (known != null) {
            return known;
        }
        SourceMeters fresh = SourceMeters.of(meters, bounded);
        sources.put(bounded, fresh);
        return fresh;
    }

    private void sourceState(String name, SourceState state) {
        String bounded = sourceNames.bounded(name);
        source(bounded);
        madeOnce(
                        sourceStates,
                        bounded,
                        key -> new StateGauges<>(state),
                        (gauges, key) -> gauges.register(meters, ClientMeter.SOURCE_STATE, key))
                .set(state);
    }

    private LimitMeters limit(String name) {
        String bounded = limitNames.bounded(name);
        LimitMeters known = limits.get(bounded);
        if (known != null) {
            return known;
        }
        return madeOnce(limits, bounded, key -> new LimitMeters(), (limit, key) -> limit.register(meters, key));
    }

    /** Like {@code computeIfAbsent}, but with no lock held while the registry is called: who comes first registers. */
    private static <V> V madeOnce(
            Map<String, V> known, String key, Function<String, V> maker, BiConsumer<V, String> register) {
        V present = known.get(key);
        if (present != null) {
            return present;
        }
        V fresh = maker.apply(key);
        V other = known.putIfAbsent(key, fresh);
        if (other != null) {
            return other;
        }
        register.accept(fresh, key);
        return fresh;
    }

    private void breaker(BreakerState state) {
        StateGauges<BreakerState> known = breaker.get();
        if (known == null) {
            StateGauges<BreakerState> fresh = new StateGauges<>(state);
            if (breaker.compareAndSet(null, fresh)) {
                fresh.register(meters, ClientMeter.BREAKER_STATE);
            }
            known = breaker.get();
        }
        if (known != null) {
            known.set(state);
        }
    }

    private void delivery(DeliveryOutcome outcome) {
        Map<DeliveryOutcome, Counter> known = deliveries.get();
        if (known == null) {
            known = new EnumMap<>(DeliveryOutcome.class);
            for (DeliveryOutcome each : DeliveryOutcome.values()) {
                known.put(each, meters.counter(ClientMeter.WEBHOOK_DELIVERIES, StateGauges.tag(each)));
            }
            deliveries.set(known);
        }
        Counter counter = known.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }
}
