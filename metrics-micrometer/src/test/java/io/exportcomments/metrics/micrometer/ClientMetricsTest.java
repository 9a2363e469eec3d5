package io.exportcomments.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.event.BreakerState;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientListener;
import io.exportcomments.event.DeliveryOutcome;
import io.exportcomments.event.SourceState;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.Operation;
import io.exportcomments.metrics.micrometer.names.ClientMeter;
import io.exportcomments.metrics.micrometer.names.ClientObservation;
import io.exportcomments.port.TransportCall;
import io.exportcomments.testkit.event.EventSamples;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClientMetricsTest {
    private static final TransportCall PING =
            new TransportCall(Operation.PING, Optional.empty(), OptionalLong.empty(), false);

    private final MeterRegistry registry = new SimpleMeterRegistry();

    private double gauge(ClientMeter meter, String... tags) {
        return registry.get(meter.getName()).tags(tags).gauge().value();
    }

    private double count(ClientMeter meter, String... tags) {
        return registry.get(meter.getName()).tags(tags).counter().count();
    }

    private static void ping(ClientMetrics metrics) {
        metrics.calls()
                .intercept(PING, () -> metrics.attempts().intercept(PING, () -> CompletableFuture.completedFuture("")));
    }

    @Test
    void everyKindOfEventMovesAMeter() {
        assertThat(EventSamples.oneOfEach())
                .extracting(event -> (Object) event.getClass())
                .containsExactlyInAnyOrder((Object[]) ClientEvent.class.getPermittedSubclasses());
        ClientListener listener = ClientMetrics.of(registry).listener();
        for (ClientEvent event : EventSamples.oneOfEach()) {
            Map<Meter.Id, Double> before = values();
            listener.heard(event);
            assertThat(values()).as("after %s", event).isNotEqualTo(before);
        }
    }

    private Map<Meter.Id, Double> values() {
        Map<Meter.Id, Double> values = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        registry.getMeters()
                .forEach(meter -> values.put(
                        meter.getId(), meter.measure().iterator().next().getValue()));
        return values;
    }

    @Test
    void watchedJobsAreCountedByTheSourceThatTheyLiveOn() {
        ClientListener listener = ClientMetrics.of(registry).listener();
        JobGuid one = JobGuid.of("one");
        JobGuid two = JobGuid.of("two");
        listener.heard(new ClientEvent.WatchStarted(one));
        listener.heard(new ClientEvent.WatchStarted(two));
        assertThat(gauge(ClientMeter.WATCHED_JOBS, "source", "none")).isEqualTo(2);
        listener.heard(new ClientEvent.SourceTaken(one, Optional.empty(), "websocket"));
        listener.heard(new ClientEvent.SourceTaken(two, Optional.empty(), "websocket"));
        listener.heard(new ClientEvent.SourceTaken(two, Optional.of("websocket"), "polling"));
        assertThat(gauge(ClientMeter.WATCHED_JOBS, "source", "none")).isZero();
        assertThat(gauge(ClientMeter.WATCHED_JOBS, "source", "websocket")).isEqualTo(1);
        assertThat(gauge(ClientMeter.WATCHED_JOBS, "source", "polling")).isEqualTo(1);
        listener.heard(new ClientEvent.WatchStarted(two));
        listener.heard(new ClientEvent.WatchEnded(two));
        assertThat(gauge(ClientMeter.WATCHED_JOBS, "source", "polling")).isEqualTo(1);
        listener.heard(new ClientEvent.WatchEnded(two));
        listener.heard(new ClientEvent.WatchEnded(one));
        listener.heard(new ClientEvent.SourceTaken(one, Optional.of("websocket"), "polling"));
        assertThat(registry.find(ClientMeter.WATCHED_JOBS.getName()).gauges())
                .hasSize(3)
                .allSatisfy(gauge -> assertThat(gauge.value()).isZero());
    }

    @Test
    void aStateIsOneGaugeOfThoseThatItCanBe() {
        ClientListener listener = ClientMetrics.of(registry).listener();
        for (SourceState state : SourceState.values()) {
            listener.heard(new ClientEvent.SourceChanged("websocket", state));
            assertThat(Arrays.stream(SourceState.values())
                            .filter(each -> gauge(
                                            ClientMeter.SOURCE_STATE,
                                            "source",
                                            "websocket",
                                            "state",
                                            each.name().toLowerCase(java.util.Locale.ROOT))
                                    == 1))
                    .containsExactly(state);
        }
        listener.heard(new ClientEvent.BreakerChanged(BreakerState.OPEN));
        listener.heard(new ClientEvent.BreakerChanged(BreakerState.HALF_OPEN));
        assertThat(gauge(ClientMeter.BREAKER_STATE, "state", "half-open")).isEqualTo(1);
        assertThat(gauge(ClientMeter.BREAKER_STATE, "state", "open")).isZero();
    }

    @Test
    void countersAndLimitsSayWhatHappened() {
        ClientListener listener = ClientMetrics.of(registry).listener();
        listener.heard(new ClientEvent.UpdateDelivered(EventSamples.update("progress")));
        listener.heard(new ClientEvent.UpdateDelivered(EventSamples.update("error")));
        assertThat(count(ClientMeter.UPDATES, "source", "websocket")).isEqualTo(2);
        assertThat(count(ClientMeter.ENDS, "status", "error")).isEqualTo(1);
        assertThat(count(ClientMeter.ENDS, "status", "done")).isZero();
        listener.heard(new ClientEvent.LimitChanged("requests-per-minute", 42, 7));
        listener.heard(new ClientEvent.LimitChanged("requests-per-minute", 41, 0));
        assertThat(gauge(ClientMeter.LIMIT_LEFT, "limit", "requests-per-minute"))
                .isEqualTo(41);
        assertThat(gauge(ClientMeter.LIMIT_WAITING, "limit", "requests-per-minute"))
                .isZero();
        listener.heard(new ClientEvent.AccountPaused(Duration.ofSeconds(45)));
        Timer pauses = registry.get(ClientMeter.ACCOUNT_PAUSES.getName()).timer();
        assertThat(pauses.count()).isEqualTo(1);
        assertThat(pauses.totalTime(TimeUnit.SECONDS)).isEqualTo(45);
        listener.heard(new ClientEvent.DeliveryHandled(DeliveryOutcome.TOO_LARGE));
        assertThat(count(ClientMeter.WEBHOOK_DELIVERIES, "outcome", "too_large".replace('_', '-')))
                .isEqualTo(1);
        assertThat(count(ClientMeter.WEBHOOK_DELIVERIES, "outcome", "handled")).isZero();
        listener.heard(new ClientEvent.FailedOver(EventSamples.GUID, "websocket", "polling"));
        assertThat(count(ClientMeter.FAILOVERS, "from", "websocket", "to", "polling"))
                .isEqualTo(1);
        listener.heard(new ClientEvent.PushIgnored("websocket", "unknown-channel"));
        assertThat(count(ClientMeter.PUSHES_IGNORED, "source", "websocket", "reason", "unknown-channel"))
                .isEqualTo(1);
    }

    /** A rate sees nothing of a counter whose first sample is 1, and an alarm nothing of a gauge that is not there. */
    @Test
    void whatAlarmsLookAtIsThereFromTheStart() {
        ClientMetrics.of(registry);
        assertThat(gauge(ClientMeter.BREAKER_STATE, "state", "closed")).isEqualTo(1);
        assertThat(gauge(ClientMeter.BREAKER_STATE, "state", "open")).isZero();
        assertThat(gauge(ClientMeter.BREAKER_STATE, "state", "half-open")).isZero();
        for (String source : List.of("websocket", "webhook", "polling")) {
            assertThat(count(ClientMeter.UPDATES, "source", source)).isZero();
            assertThat(count(ClientMeter.GAPS, "source", source)).isZero();
        }
        assertThat(count(ClientMeter.FAILOVERS, "from", "websocket", "to", "polling"))
                .isZero();
        assertThat(count(ClientMeter.FAILOVERS, "from", "webhook", "to", "polling"))
                .isZero();
        for (String reason : List.of("unknown-push", "unknown-channel", "unknown-event")) {
            assertThat(count(ClientMeter.PUSHES_IGNORED, "source", "websocket", "reason", reason))
                    .isZero();
        }
        assertThat(count(ClientMeter.PUSHES_IGNORED, "source", "webhook", "reason", "no-job"))
                .isZero();
        assertThat(count(ClientMeter.WEBHOOK_DELIVERIES, "outcome", "failed")).isZero();
        assertThat(count(ClientMeter.RETRIES, "reason", "circuit-open")).isZero();
    }

    @Test
    void anEmptyResultIsAnEndOfItsOwn() {
        ClientListener listener = ClientMetrics.of(registry).listener();
        assertThat(count(ClientMeter.ENDS, "status", "empty")).isZero();
        Job empty = Job.builder(EventSamples.GUID, JobStatus.DONE).total(0L).build();
        listener.heard(new ClientEvent.UpdateDelivered(new JobUpdate(empty, 1, "websocket", Instant.EPOCH)));
        assertThat(count(ClientMeter.ENDS, "status", "empty")).isEqualTo(1);
        assertThat(count(ClientMeter.ENDS, "status", "done")).isZero();
    }

    @Test
    void failoversOfASourceOfTheProgramAreThereOnceItIsHeardOf() {
        ClientListener listener = ClientMetrics.of(registry).listener();
        listener.heard(new ClientEvent.SourceTaken(EventSamples.GUID, Optional.empty(), "own"));
        assertThat(count(ClientMeter.UPDATES, "source", "own")).isZero();
        assertThat(count(ClientMeter.FAILOVERS, "from", "own", "to", "polling")).isZero();
        assertThat(count(ClientMeter.FAILOVERS, "from", "polling", "to", "own")).isZero();
        assertThat(registry.find(ClientMeter.FAILOVERS.getName()).counters())
                .noneMatch(counter ->
                        counter.getId().getTag("from").equals(counter.getId().getTag("to")));
    }

    @Test
    void twoClientsInOneRegistryAreToldApartAndLeaveOneByOne() {
        ClientMetrics first =
                ClientMetrics.builder().meters(registry).client("first").build();
        ClientMetrics second =
                ClientMetrics.builder().meters(registry).client("second").build();
        ping(first);
        ping(second);
        ping(second);
        first.listener().heard(new ClientEvent.WatchStarted(EventSamples.GUID));
        assertThat(gauge(ClientMeter.WATCHED_JOBS, "client", "first")).isEqualTo(1);
        assertThat(gauge(ClientMeter.WATCHED_JOBS, "client", "second")).isZero();
        assertThat(registry.get(ClientObservation.ATTEMPT.getName())
                        .tag("client", "second")
                        .timer()
                        .count())
                .isEqualTo(2);
        first.close();
        assertThat(registry.getMeters())
                .isNotEmpty()
                .allSatisfy(meter -> assertThat(meter.getId().getTag("client")).isEqualTo("second"));
        second.close();
        second.close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void twoClientsOfOneNameInOneRegistryAreRefusedUntilTheFirstIsClosed() {
        ClientMetrics first = ClientMetrics.of(registry);
        assertThatThrownBy(() -> ClientMetrics.of(registry))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'default'")
                .hasMessageContaining("a name of its own");
        first.close();
        ClientMetrics.of(registry).close();
    }

    @Test
    void metersOfOthersStay() {
        registry.counter("exportcomments.something.else", "client", "default");
        registry.counter("a.program.of.its.own");
        ClientMetrics metrics = ClientMetrics.of(registry);
        ping(metrics);
        metrics.close();
        assertThat(registry.getMeters()).hasSize(2);
    }

    @Test
    void timersMadeByTheProgramsOwnObservationsLeaveToo() {
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(registry));
        ClientMetrics metrics = ClientMetrics.builder()
                .meters(registry)
                .observations(observations)
                .build();
        CompletableFuture<String> late = new CompletableFuture<>();
        metrics.calls().intercept(PING, () -> late);
        ping(metrics);
        assertThat(registry.get(ClientObservation.CALL.getName()).timers()).hasSize(1);
        metrics.close();
        assertThat(registry.getMeters()).isEmpty();
        late.complete("after the end");
        ping(metrics);
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void withoutARegistryThereIsNothingToBuild() {
        assertThatThrownBy(() -> ClientMetrics.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("registry");
        assertThatThrownBy(() -> ClientMetrics.builder().client(" ")).isInstanceOf(IllegalArgumentException.class);
        ClientMetrics spansOnly = ClientMetrics.builder()
                .observations(ObservationRegistry.create())
                .build();
        List.of(EventSamples.oneOfEach()).forEach(events -> events.forEach(spansOnly.listener()::heard));
        ping(spansOnly);
        spansOnly.close();
    }
}
