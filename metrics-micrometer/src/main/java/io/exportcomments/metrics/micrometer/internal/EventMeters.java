package io.exportcomments.metrics.micrometer.internal;

import io.exportcomments.event.BreakerState;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientListener;
import io.exportcomments.event.DeliveryOutcome;
import io.exportcomments.event.RetryReason;
import io.exportcomments.event.SourceState;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.metrics.micrometer.names.ClientMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns events into meters. What it does not know yet, it passes over. Thread-safe. */
public final class EventMeters implements ClientListener {
    private static final int MOST_NAMES = 32;
    private static final String OTHER = "other";
    private static final String OWN_READINGS = "state";

    /** The library's own sources, and why each passes over what it is sent. */
    private static final Map<String, List<String>> KNOWN_SOURCES = Map.of(
            "websocket", List.of("unknown-push", "unknown-channel", "unknown-event"),
            "webhook", List.of("no-job"),
            "polling", List.of());

    private final Map<Class<? extends ClientEvent>, Consumer<ClientEvent>> hearers = new HashMap<>();
    private final ClientMeters meters;
    private final WatchedJobs watched;
    private final BoundedTagValues sourceNames = new BoundedTagValues(MOST_NAMES / 2, OTHER);
    private final BoundedTagValues limitNames = new BoundedTagValues(MOST_NAMES, OTHER);
    private final BoundedTagValues reasons = new BoundedTagValues(MOST_NAMES, OTHER);
    private final Map<String, SourceMeters> sources = new ConcurrentHashMap<>();
    private final Map<String, StateGauges<SourceState>> sourceStates = new ConcurrentHashMap<>();
    private final Map<String, LimitMeters> limits = new ConcurrentHashMap<>();
    private final StateGauges<BreakerState> breaker = new StateGauges<>(BreakerState.CLOSED);
    private final Map<DeliveryOutcome, Counter> deliveries = new EnumMap<>(DeliveryOutcome.class);
    private final Map<JobStatus, Counter> ends = new EnumMap<>(JobStatus.class);
    private final Counter emptyEnds;
    private final Map<RetryReason, Counter> retries = new EnumMap<>(RetryReason.class);
    private final Counter reconciliations;
    private final Counter failedReadings;
    private final Timer pauses;

    /**
     * Makes all meters whose tags can be known before anything happens: a rate passes over a counter's first sample, so
     * each has to be there at zero.
     */
    public EventMeters(ClientMeters meters) {
        this.meters = meters;
        this.watched = new WatchedJobs(meters);
        this.reconciliations = meters.counter(ClientMeter.RECONCILIATIONS);
        this.failedReadings = meters.counter(ClientMeter.FAILED_READINGS);
        this.pauses = meters.timer(ClientMeter.ACCOUNT_PAUSES);
        for (JobStatus status : JobStatus.values()) {
            if (status.isTerminal()) {
                ends.put(status, meters.counter(ClientMeter.ENDS, status.wireName()));
            }
        }
        this.emptyEnds = meters.counter(ClientMeter.ENDS, "empty");
        for (RetryReason reason : RetryReason.values()) {
            retries.put(reason, meters.counter(ClientMeter.RETRIES, StateGauges.tag(reason)));
        }
        for (DeliveryOutcome outcome : DeliveryOutcome.values()) {
            deliveries.put(outcome, meters.counter(ClientMeter.WEBHOOK_DELIVERIES, StateGauges.tag(outcome)));
        }
        breaker.register(meters, ClientMeter.BREAKER_STATE);
        source(OWN_READINGS);
        KNOWN_SOURCES.keySet().forEach(this::source);
        KNOWN_SOURCES.forEach((source, known) -> known.forEach(reason -> ignored(source, reason)));
        hearWatches();
        hearSources();
        hearPolicies();
    }

    private void hearWatches() {
        on(ClientEvent.WatchStarted.class, event -> watched.started(event.guid()));
        on(ClientEvent.WatchEnded.class, event -> watched.ended(event.guid()));
        on(ClientEvent.UpdateDelivered.class, event -> delivered(event.update()));
        on(ClientEvent.StateReconciled.class, event -> reconciliations.increment());
        on(ClientEvent.ReadingFailed.class, event -> failedReadings.increment());
        on(ClientEvent.SourceTaken.class, event -> taken(event.guid(), event.to()));
        on(
                ClientEvent.FailedOver.class,
                event -> failover(sourceNames.bounded(event.from()), sourceNames.bounded(event.to()))
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
                event -> ignored(event.source(), event.reason()).increment());
        on(ClientEvent.DeliveryHandled.class, event -> delivery(event.outcome()));
    }

    private void hearPolicies() {
        on(ClientEvent.LimitChanged.class, event -> limit(event.limit()).set(event.left(), event.waiting()));
        on(ClientEvent.AccountPaused.class, event -> pauses.record(event.pause()));
        on(ClientEvent.RetryScheduled.class, event -> increment(retries.get(event.reason())));
        on(ClientEvent.BreakerChanged.class, event -> breaker.set(event.state()));
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
        increment(update.job().isEmptyResult() ? emptyEnds : ends.get(update.status()));
    }

    private void taken(JobGuid guid, String source) {
        source(source);
        watched.taken(guid, sourceNames.bounded(source));
    }

    private Counter failover(String from, String to) {
        return meters.counter(ClientMeter.FAILOVERS, from, to);
    }

    private Counter ignored(String source, String reason) {
        return meters.counter(ClientMeter.PUSHES_IGNORED, sourceNames.bounded(source), reasons.bounded(reason));
    }

    /** The meters of a source; with those of a new one come the failovers between it and all others. */
    private SourceMeters source(String name) {
        String bounded = sourceNames.bounded(name);
        SourceMeters known = sources.get(bounded);
        if (known != null) {
            return known;
        }
        SourceMeters fresh = SourceMeters.of(meters, bounded);
        sources.put(bounded, fresh);
        if (!bounded.equals(OWN_READINGS) && !bounded.equals(OTHER)) {
            sources.keySet().stream()
                    .filter(other -> !other.equals(bounded) && !other.equals(OWN_READINGS) && !other.equals(OTHER))
                    .forEach(other -> {
                        failover(bounded, other);
                        failover(other, bounded);
                    });
        }
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

    private void delivery(DeliveryOutcome outcome) {
        increment(deliveries.get(outcome));
    }

    private static void increment(@Nullable Counter counter) {
        if (counter != null) {
            counter.increment();
        }
    }
}
