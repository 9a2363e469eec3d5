package io.exportcomments.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.job.Operation;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import io.exportcomments.testkit.event.EventSamples;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Timers without observations are the ones that Micrometer's own handler would make of observations. */
class TimingInterceptorTest {
    private static final ErrorContext CONTEXT = ErrorContext.of(Operation.GET, EventSamples.GUID);
    private static final List<Throwable> FAILURES = List.of(
            new RateLimitException(CONTEXT, RateLimit.REQUESTS_PER_MINUTE, Optional.empty(), null),
            new IllegalStateException("broken"),
            new DeadlineExceededException(CONTEXT, Duration.ofSeconds(30), null),
            new CancellationException(),
            new ClientClosedException(CONTEXT, null));

    private static TransportCall call(Operation operation, OptionalLong deadline, boolean background) {
        return new TransportCall(operation, Optional.of(EventSamples.GUID), deadline, background);
    }

    private final MockClock clock = new MockClock();

    private MeterRegistry registry() {
        return new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    }

    private static ClientMetrics.Builder observed(MeterRegistry registry) {
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(registry));
        return ClientMetrics.builder().observations(observations);
    }

    private List<String> samples(MeterRegistry registry) {
        return registry.getMeters().stream()
                .filter(meter -> meter instanceof Timer || meter instanceof LongTaskTimer)
                .filter(meter -> meter.getId().getName().matches("exportcomments.client.(calls|attempts).*"))
                .map(meter -> shown(meter.getId()) + meter.measure())
                .sorted()
                .toList();
    }

    private static String shown(Meter.Id id) {
        return id.getName() + id.getTags() + id.getBaseUnit() + id.getDescription() + id.getType();
    }

    /** Everything that calls may come to, and one of each that has not ended. */
    private void exercise(ClientMetrics metrics) {
        List<CompletableFuture<String>> exchanges = new ArrayList<>();
        for (TransportCall call : List.of(
                call(Operation.GET, OptionalLong.empty(), false),
                call(Operation.GET, OptionalLong.of(System.nanoTime() - 1), true),
                call(Operation.SOCKET_TOKEN, OptionalLong.of(System.nanoTime() + 3_600_000_000_000L), true))) {
            for (int i = 0; i < FAILURES.size() + 3; i++) {
                CompletableFuture<String> exchange = new CompletableFuture<>();
                exchanges.add(exchange);
                assertThat(metrics.calls()
                                .intercept(call, () -> metrics.attempts().intercept(call, () -> exchange)))
                        .isSameAs(exchange);
            }
            for (Throwable failure : FAILURES) {
                clock.add(Duration.ofMillis(7));
                exchanges.remove(0).completeExceptionally(failure);
            }
            clock.add(Duration.ofMillis(20));
            exchanges.remove(0).complete("answer");
            exchanges.remove(0).complete("answer");
            exchanges.clear();
        }
    }

    @Test
    void timersAreThoseOfMicrometersHandler() {
        MeterRegistry plain = registry();
        MeterRegistry handled = registry();
        exercise(ClientMetrics.of(plain));
        List<String> own = samples(plain);
        exercise(observed(handled).build());
        assertThat(own).hasSizeGreaterThan(20).isEqualTo(samples(handled));
    }

    @Test
    void aCallThatThrowsIsTimedToo() {
        MeterRegistry registry = registry();
        TransportCall call = call(Operation.PING, OptionalLong.empty(), false);
        TransportInterceptor calls = ClientMetrics.of(registry).calls();
        assertThatThrownBy(() -> calls.intercept(call, () -> {
                    throw new IllegalStateException("thrown");
                }))
                .hasMessage("thrown");
        assertThat(registry.get("exportcomments.client.calls")
                        .tag("error", "IllegalStateException")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("exportcomments.client.calls.active")
                        .longTaskTimer()
                        .activeTasks())
                .isZero();
    }

    @Test
    void whatARegistryThrowsFailsNoCall() {
        MeterRegistry broken = new SimpleMeterRegistry() {
            @Override
            protected Timer newTimer(Meter.Id id, DistributionStatisticConfig config, PauseDetector pauses) {
                if (id.getName().endsWith(".calls")) {
                    throw new IllegalStateException("a broken registry");
                }
                return super.newTimer(id, config, pauses);
            }

            @Override
            protected LongTaskTimer newLongTaskTimer(Meter.Id id, DistributionStatisticConfig config) {
                if (id.getName().endsWith(".attempts.active")) {
                    throw new IllegalStateException("a broken registry");
                }
                return super.newLongTaskTimer(id, config);
            }
        };
        ClientMetrics metrics = ClientMetrics.of(broken);
        TransportCall call = call(Operation.GET, OptionalLong.empty(), false);
        CompletableFuture<String> answer = metrics.calls()
                .intercept(
                        call,
                        () -> metrics.attempts().intercept(call, () -> CompletableFuture.completedFuture("answer")));
        assertThat(answer).isCompletedWithValue("answer");
    }
}
