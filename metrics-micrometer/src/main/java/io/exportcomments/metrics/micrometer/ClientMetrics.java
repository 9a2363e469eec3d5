package io.exportcomments.metrics.micrometer;

import io.exportcomments.annotation.Experimental;
import io.exportcomments.event.ClientListener;
import io.exportcomments.metrics.micrometer.internal.ActiveObservations;
import io.exportcomments.metrics.micrometer.internal.CallEnds;
import io.exportcomments.metrics.micrometer.internal.ClientMeters;
import io.exportcomments.metrics.micrometer.internal.EventMeters;
import io.exportcomments.metrics.micrometer.internal.MeasuredQuotaLog;
import io.exportcomments.metrics.micrometer.internal.ObservationInterceptor;
import io.exportcomments.metrics.micrometer.internal.TimingInterceptor;
import io.exportcomments.metrics.micrometer.names.ClientKey;
import io.exportcomments.metrics.micrometer.names.ClientMeter;
import io.exportcomments.metrics.micrometer.names.ClientObservation;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.TransportInterceptor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures one client: its calls and attempts by timers, or as observations, its watches, sources, limits and
 * deliveries as meters. All names and tags are in {@link ClientObservation}, {@link ClientMeter} and {@link ClientKey},
 * and in {@code docs/metrics.md}.
 *
 * <pre>
 * ClientMetrics metrics = ClientMetrics.of(registry);
 * ExportComments client = ExportComments.builder()
 *         .interceptor(metrics.calls())    // the first: outside of retries and limits
 *         .interceptor(metrics.attempts()) // the last: inside of them
 *         .listener(metrics.listener())
 *         …
 * </pre>
 *
 * <p>Tags have few values, whatever the service sends; a job's guid is on spans only, and a URL nowhere. The registries
 * are borrowed and stay open. Thread-safe. Whoever makes it closes it, after the client: that takes everything of this
 * client out of the registry.
 */
public final class ClientMetrics implements AutoCloseable {
    /** The name of a client that is given none. */
    public static final String DEFAULT_CLIENT = "default";

    private final @Nullable ClientMeters meters;
    private final ClientListener listener;
    private final TransportInterceptor calls;
    private final TransportInterceptor attempts;
    private final LongSupplier nanoTime;

    private ClientMetrics(Builder builder) {
        MeterRegistry registry = builder.meters;
        nanoTime = builder.nanoTime;
        meters = registry == null ? null : new ClientMeters(registry, ClientMeters.CLIENT, builder.client);
        listener = meters == null ? ClientListener.NONE : new EventMeters(meters);
        CallEnds ends = new CallEnds(builder.nanoTime);
        ObservationRegistry observations = builder.observations;
        if (observations == null) {
            calls = timed(ClientObservation.CALL, builder, ends);
            attempts = timed(ClientObservation.ATTEMPT, builder, ends);
        } else {
            ActiveObservations underWay = new ActiveObservations();
            calls = observed(ClientObservation.CALL, builder, observations, underWay, ends);
            attempts = observed(ClientObservation.ATTEMPT, builder, observations, underWay, ends);
        }
    }

    private TransportInterceptor timed(ClientObservation kind, Builder builder, CallEnds ends) {
        MeterRegistry registry = Objects.requireNonNull(builder.meters, "meters");
        return new TimingInterceptor(kind, builder.client, registry, ends, this::recorded);
    }

    private TransportInterceptor observed(
            ClientObservation kind,
            Builder builder,
            ObservationRegistry registry,
            ActiveObservations underWay,
            CallEnds ends) {
        return new ObservationInterceptor(kind, builder.client, registry, underWay, ends, this::recorded);
    }

    private void recorded() {
        if (meters != null) {
            meters.recorded();
        }
    }

    /** Metrics of a client named {@value #DEFAULT_CLIENT}, all in this registry. */
    public static ClientMetrics of(MeterRegistry registry) {
        return builder().meters(registry).build();
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Observes calls as the program makes them: the outermost interceptor, added to the client first. */
    public TransportInterceptor calls() {
        return calls;
    }

    /** Observes each attempt, as a child of its call: the innermost interceptor, added to the client last. */
    public TransportInterceptor attempts() {
        return attempts;
    }

    /** Counts what happens: for the client's builder, and for those of policies and webhooks. */
    public ClientListener listener() {
        return listener;
    }

    /**
     * The same log of shared limits, with how long calls wait for their turn in it measured: for the builder of the
     * policies. Once for a client; the log is borrowed. Without a registry of meters it is the log itself.
     */
    @Experimental
    public QuotaLog measured(QuotaLog log) {
        Objects.requireNonNull(log, "log");
        return meters == null ? log : new MeasuredQuotaLog(log, meters, nanoTime);
    }

    /**
     * Takes all meters of this client out of the registry. What is still heard afterwards leaves nothing there. Closing
     * twice is fine.
     */
    @Override
    public void close() {
        if (meters != null) {
            meters.close();
        }
    }

    /** Sets metrics up. Needs a registry of meters or of observations. Not thread-safe. */
    public static final class Builder {
        private @Nullable MeterRegistry meters;
        private @Nullable ObservationRegistry observations;
        private String client = DEFAULT_CLIENT;
        private LongSupplier nanoTime = System::nanoTime;

        private Builder() {}

        /** Sets where gauges and counters go, and timers unless there is a registry of observations. */
        public Builder meters(MeterRegistry registry) {
            meters = Objects.requireNonNull(registry, "meters");
            return this;
        }

        /**
         * Sets where observations of calls and attempts go. Timers and spans are then what this registry's handlers
         * make of them, in Spring Boot both; without this, there are timers only.
         */
        public Builder observations(ObservationRegistry registry) {
            observations = Objects.requireNonNull(registry, "observations");
            return this;
        }

        /**
         * Sets the client's name, a tag of all its meters; two clients in one registry need two names. By default
         * {@value ClientMetrics#DEFAULT_CLIENT}.
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
         * Sets where time comes from, the same as the client's: it tells a deadline from a cancellation. By default the
         * system's.
         */
        public Builder timekeeper(Timekeeper source) {
            nanoTime = Objects.requireNonNull(source, "timekeeper")::nanoTime;
            return this;
        }

        /**
         * The metrics. The caller closes them.
         *
         * @throws IllegalStateException if there is no registry, or the registry has meters of a client of this name
         *     already
         */
        public ClientMetrics build() {
            if (meters == null && observations == null) {
                throw new IllegalStateException(
                        "Metrics need a registry: ClientMetrics.builder().meters(...) or .observations(...), or both");
            }
            return new ClientMetrics(this);
        }
    }
}
