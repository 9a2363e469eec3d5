package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.ExportComments;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Plan;
import io.exportcomments.metrics.micrometer.ClientMetrics;
import io.exportcomments.metrics.micrometer.names.ClientMeter;
import io.exportcomments.metrics.micrometer.names.ClientObservation;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.policy.resilience4j.Policies;
import io.exportcomments.port.Timeouts;
import io.exportcomments.testkit.mock.MockServiceExtension;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.update.polling.PollingUpdates;
import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import io.exportcomments.update.websocket.WebSocketUpdates;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the socket, the policies and the webhooks really tell, metrics show; the modules know nothing of each other. */
@Timeout(60)
class MeasuredClientTest {
    @RegisterExtension
    static final MockServiceExtension mock = MockServiceExtension.create(builder ->
            builder.defaultScript(JobScript.queued(Duration.ofMillis(300)).done(Duration.ofMillis(300))));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ClientMetrics metrics = ClientMetrics.of(registry);

    private ExportComments client(Timeouts timeouts) {
        Policies policies = Policies.builder(Plan.BUSINESS)
                .backoff(Duration.ofMillis(1), Duration.ofMillis(5))
                .listener(metrics.listener())
                .build();
        return ExportComments.builder()
                .token(mock.service().token())
                .baseUrl(mock.service().baseUrl())
                .plan(Plan.BUSINESS)
                .transport(RetrofitTransport.create())
                .updates(WebSocketUpdates.create())
                .updates(PollingUpdates.create())
                .interceptor(metrics.calls())
                .interceptor(policies)
                .interceptor(metrics.attempts())
                .listener(policies.listener())
                .listener(metrics.listener())
                .timeouts(timeouts)
                .build();
    }

    /** The first value of a meter: of a timer its count. */
    private double value(String meter, String... tags) {
        return registry.find(meter).tags(tags).meters().stream()
                .flatMap(found -> first(found.measure()))
                .mapToDouble(Measurement::getValue)
                .sum();
    }

    private static Stream<Measurement> first(Iterable<Measurement> measurements) {
        return Stream.of(measurements.iterator().next());
    }

    private void becomes(double expected, String meter, String... tags) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (value(meter, tags) != expected) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(
                        meter + List.of(tags) + " is not " + expected + "\n" + registry.getMetersAsString());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    @Test
    void aWatchOverTheSocketAndTheLimitsOfThePlanAreSeen() {
        try (ExportComments client = client(Timeouts.DEFAULT)) {
            client.create(ExportRequest.of("https://www.youtube.com/watch?v=dQw4w9WgXcQ"))
                    .await(Duration.ofSeconds(30));
            becomes(1, ClientMeter.ENDS.getName(), "status", "done");
            assertThat(value(ClientMeter.UPDATES.getName(), "source", "websocket"))
                    .isPositive();
            becomes(1, ClientObservation.CALL.getName(), "operation", "socket-token", "caller", "library");
            becomes(0, ClientMeter.WATCHED_JOBS.getName());
            assertThat(registry.find(ClientMeter.SOURCE_STATE.getName())
                            .tag("source", "websocket")
                            .gauges())
                    .hasSize(5);
            double left = value(ClientMeter.LIMIT_LEFT.getName(), "limit", "requests-per-minute");
            assertThat(left).isBetween(100.0, 199.0);
        }
        metrics.close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void aPauseOfTheAccountIsSeenAndOneCallHasTwoAttempts() {
        try (ExportComments client = client(Timeouts.DEFAULT)) {
            mock.service()
                    .faults()
                    .on(MockOperation.LIST)
                    .inject(Fault.status(429).body("{\"error_code\":\"RATE_LIMIT_EXCEEDED\",\"seconds_to_wait\":1}"));
            client.list(1, 20);
            becomes(1, ClientMeter.ACCOUNT_PAUSES.getName());
            becomes(1, ClientObservation.CALL.getName(), "operation", "list", "outcome", "success");
            becomes(1, ClientObservation.ATTEMPT.getName(), "error.code", "RATE_LIMIT_EXCEEDED");
            becomes(1, ClientObservation.ATTEMPT.getName(), "operation", "list", "outcome", "success");
        }
    }

    @Test
    void theBreakerIsSeen() {
        Timeouts hasty = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(3));
        try (ExportComments client = client(hasty)) {
            mock.service().faults().on(MockOperation.PING).always().inject(Fault.status(500));
            assertThatThrownBy(client::ping).isInstanceOf(ExportCommentsException.class);
            becomes(1, ClientMeter.BREAKER_STATE.getName(), "state", "open");
            becomes(0, ClientMeter.BREAKER_STATE.getName(), "state", "closed");
        }
    }

    @Test
    void aRefusedWebhookDeliveryIsSeen() {
        try (WebhookReceiver receiver = WebhookReceiver.builder()
                .secret(WebhookSecret.of("a-secret-of-a-test"))
                .listener(metrics.listener())
                .build()) {
            receiver.receive(List.of("not-the-signature"), "{}".getBytes(StandardCharsets.UTF_8))
                    .join();
            becomes(1, ClientMeter.WEBHOOK_DELIVERIES.getName(), "outcome", "refused");
        }
    }
}
