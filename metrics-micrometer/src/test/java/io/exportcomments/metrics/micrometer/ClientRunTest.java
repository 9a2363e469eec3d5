package io.exportcomments.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.ExportComments;
import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import io.exportcomments.metrics.micrometer.names.CallContext;
import io.exportcomments.metrics.micrometer.names.ClientObservation;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import io.exportcomments.testkit.event.EventSamples;
import io.exportcomments.testkit.mock.MockServiceExtension;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.update.polling.PollingUpdates;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client with metrics lives against the mock, and Prometheus sees it. */
@Timeout(60)
class ClientRunTest {
    private static final String CALLS = "exportcomments_client_calls_seconds_count";
    private static final String ATTEMPTS = "exportcomments_client_attempts_seconds_count";
    private static final String VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ";

    @RegisterExtension
    static final MockServiceExtension mock = MockServiceExtension.create(builder ->
            builder.defaultScript(JobScript.queued(Duration.ofMillis(300)).done(Duration.ofMillis(300))));

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private static ExportComments client(ClientMetrics metrics, TransportInterceptor between, Timeouts timeouts) {
        return ExportComments.builder()
                .token(mock.service().token())
                .baseUrl(mock.service().baseUrl())
                .transport(RetrofitTransport.create())
                .updates(PollingUpdates.builder()
                        .interval(Duration.ofSeconds(1), Duration.ofSeconds(1))
                        .build())
                .interceptor(metrics.calls())
                .interceptor(between)
                .interceptor(metrics.attempts())
                .listener(metrics.listener())
                .timeouts(timeouts)
                .build();
    }

    /** Sends everything once more that failed, on a thread of its own. */
    private static final class OnceMore implements TransportInterceptor {
        @Override
        public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
            return chain.proceed().exceptionallyComposeAsync(e -> chain.proceed());
        }
    }

    /** Does nothing. */
    private static final class Through implements TransportInterceptor {
        @Override
        public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
            return chain.proceed();
        }
    }

    private void sees(String name, double value, String... labels) {
        Until.holds(
                name + List.of(labels) + " is " + value + " in\n" + registry.scrape(),
                () -> Scrape.of(registry).sum(name, labels) == value);
    }

    @Test
    void aScrapeShowsEveryDocumentedMeterAndNoOther() {
        try (ClientMetrics metrics = ClientMetrics.of(registry);
                BulkMetrics bulk = BulkMetrics.of(registry, BulkBatches.in(new InMemoryBulkStore()))) {
            assertThat(bulk.listener()).isNotNull();
            metrics.measured(QuotaSamples.granting()).ask(QuotaSamples.REQUEST, QuotaLog.NEW);
            try (ExportComments client = client(metrics, new Through(), Timeouts.DEFAULT)) {
                client.create(ExportRequest.of(VIDEO)).await(Duration.ofSeconds(30));
                client.ping();
            }
            EventSamples.oneOfEach().forEach(metrics.listener()::heard);
            sees(
                    CALLS,
                    1,
                    "operation",
                    "ping",
                    "outcome",
                    "success",
                    "error",
                    "none",
                    "error_code",
                    "none",
                    "caller",
                    "program");
            sees(ATTEMPTS, 1, "operation", "create", "outcome", "success");
            sees("exportcomments_client_ends_total", 2, "status", "done");
            assertThat(Scrape.of(registry).sum("exportcomments_client_updates_total", "source", "polling"))
                    .isPositive();
            assertThat(Scrape.of(registry).sum(CALLS, "operation", "get", "caller", "library"))
                    .isPositive();
            Map<String, Set<String>> documented = new TreeMap<>();
            Documented.all().forEach(meter -> meter.samples().forEach(name -> documented.put(name, meter.labels())));
            assertThat(Scrape.of(registry).labelsByName()).isEqualTo(documented);
            assertThat(documented).hasSizeGreaterThan(20);
        }
        assertThat(registry.scrape()).isEmpty();
    }

    @Test
    void attemptsAreCountedApartFromTheCallTheyBelongTo() {
        try (ClientMetrics metrics = ClientMetrics.of(registry);
                ExportComments client = client(metrics, new OnceMore(), Timeouts.DEFAULT)) {
            mock.service().faults().on(MockOperation.LIST).inject(Fault.status(502));
            client.list(1, 20);
            sees(CALLS, 1, "operation", "list", "outcome", "success");
            sees(
                    ATTEMPTS,
                    1,
                    "operation",
                    "list",
                    "outcome",
                    "error",
                    "error",
                    "ServiceException",
                    "error_code",
                    "HTTP_502");
            sees(ATTEMPTS, 1, "operation", "list", "outcome", "success");
        }
    }

    @Test
    void theServicesErrorCodeIsATag() {
        try (ClientMetrics metrics = ClientMetrics.of(registry);
                ExportComments client = client(metrics, new Through(), Timeouts.DEFAULT)) {
            mock.service()
                    .faults()
                    .on(MockOperation.LIST)
                    .inject(Fault.status(429).body("{\"error_code\":\"RATE_LIMIT_EXCEEDED\",\"seconds_to_wait\":12}"));
            assertThatThrownBy(() -> client.list(1, 20)).isInstanceOf(RateLimitException.class);
            sees(CALLS, 1, "outcome", "error", "error", "RateLimitException", "error_code", "RATE_LIMIT_EXCEEDED");
        }
    }

    @Test
    void aCancelledCallAndOneThatIsTooLateAreTwoOutcomes() {
        Timeouts hasty = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMillis(300));
        try (ClientMetrics metrics = ClientMetrics.of(registry);
                ExportComments client = client(metrics, new Through(), hasty)) {
            mock.service().faults().on(MockOperation.GET).inject(Fault.delay(Duration.ofSeconds(20)));
            JobGuid guid = EventSamples.GUID;
            assertThatThrownBy(() -> client.get(guid)).isInstanceOf(DeadlineExceededException.class);
            sees(CALLS, 1, "operation", "get", "outcome", "deadline");
            sees(ATTEMPTS, 1, "operation", "get", "outcome", "deadline");
        }
        try (ClientMetrics metrics = ClientMetrics.of(registry);
                ExportComments client = client(metrics, new Through(), Timeouts.DEFAULT)) {
            mock.service().faults().on(MockOperation.LIST).inject(Fault.delay(Duration.ofSeconds(20)));
            client.async().list(1, 20).cancel(true);
            sees(CALLS, 1, "operation", "list", "outcome", "cancelled", "error", "none");
            sees(ATTEMPTS, 1, "operation", "list", "outcome", "cancelled");
        }
    }

    @Test
    void watchesAreGoneFromTheGaugeWhenTheClientIsClosed() {
        try (ClientMetrics metrics = ClientMetrics.of(registry)) {
            try (ExportComments client = client(metrics, new Through(), Timeouts.DEFAULT)) {
                mock.service().faults().on(MockOperation.GET).always().inject(Fault.status(503));
                mock.service().faults().on(MockOperation.LIST).always().inject(Fault.status(503));
                client.async().await(EventSamples.GUID, Duration.ofSeconds(30));
                sees("exportcomments_client_watched_jobs", 1);
            }
            sees("exportcomments_client_watched_jobs", 0);
        }
    }

    @Test
    void whatComesAfterTheEndLeavesNothing() {
        ClientMetrics metrics = ClientMetrics.of(registry);
        try (ExportComments client = client(metrics, new Through(), Timeouts.DEFAULT)) {
            client.ping();
            metrics.close();
            client.ping();
            EventSamples.oneOfEach().forEach(metrics.listener()::heard);
            metrics.listener().heard(new ClientEvent.GapOpened(EventSamples.GUID, "another", new IOException("cut")));
        }
        Until.holds(
                "nothing is left in the registry", () -> registry.getMeters().isEmpty());
    }

    @Test
    void anAttemptIsAChildOfItsCallAlsoWhenAnotherThreadSendsIt() {
        ObservationRegistry observations = ObservationRegistry.create();
        Map<CallContext, String> ended = new ConcurrentHashMap<>();
        observations.observationConfig().observationHandler(new ObservationHandler<CallContext>() {
            @Override
            public void onStop(CallContext context) {
                ended.put(context, Thread.currentThread().getName());
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return context instanceof CallContext;
            }
        });
        try (ClientMetrics metrics =
                        ClientMetrics.builder().observations(observations).build();
                ExportComments client = client(metrics, new OnceMore(), Timeouts.DEFAULT)) {
            mock.service().faults().on(MockOperation.PING).inject(Fault.status(502));
            client.ping();
            Until.holds("a call and two attempts ended", () -> ended.size() == 3);
            CallContext call = ended.keySet().stream()
                    .filter(context -> context.kind() == ClientObservation.CALL)
                    .findFirst()
                    .orElseThrow();
            assertThat(ended.keySet())
                    .filteredOn(context -> context.kind() == ClientObservation.ATTEMPT)
                    .hasSize(2)
                    .allSatisfy(
                            attempt -> assertThat(attempt.getParentObservation().getContextView())
                                    .isSameAs(call));
        }
    }
}
