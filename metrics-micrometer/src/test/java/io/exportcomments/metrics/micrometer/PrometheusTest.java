package io.exportcomments.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.event.BreakerState;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Operation;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.TransportCall;
import io.exportcomments.testkit.event.EventSamples;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real Prometheus makes of the metrics, and of the dashboard's queries. */
@Timeout(120)
class PrometheusTest {
    private static final String INCREASES = "increase(exportcomments_client_%s[1m])";

    @TempDir
    private Path folder;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private static void call(ClientMetrics metrics, CompletableFuture<String> answer) {
        TransportCall call = new TransportCall(Operation.PING, Optional.empty(), OptionalLong.empty(), false);
        metrics.calls().intercept(call, () -> metrics.attempts().intercept(call, () -> answer));
    }

    @Test
    void theFirstEventsShow() throws Exception {
        try (ClientMetrics metrics = ClientMetrics.of(registry);
                PrometheusServer prometheus = PrometheusServer.reading(registry, folder)) {
            Until.holds(
                    "the breaker's three states are there before anything happened",
                    () -> prometheus
                                    .query("exportcomments_client_breaker_state")
                                    .size()
                            == 3);
            assertThat(prometheus.query("exportcomments_client_breaker_state{state=\"closed\"}"))
                    .containsExactly(1.0);
            List<String> counters = List.of(
                    "failovers_total{from=\"websocket\",to=\"polling\"}",
                    "pushes_ignored_total{reason=\"unknown-channel\"}",
                    "retries_total{reason=\"circuit-open\"}",
                    "updates_total{source=\"websocket\"}",
                    "webhook_deliveries_total{outcome=\"refused\"}");
            for (String counter : counters) {
                assertThat(prometheus.query("exportcomments_client_" + counter))
                        .as(counter)
                        .containsExactly(0.0);
            }

            EventSamples.oneOfEach().forEach(metrics.listener()::heard);
            metrics.listener().heard(new ClientEvent.BreakerChanged(BreakerState.OPEN));
            for (String counter : counters) {
                Until.holds(
                        "the first of " + counter + " shows in a rate",
                        () -> prometheus.query(INCREASES.formatted(counter)).stream()
                                .anyMatch(value -> value > 0));
            }
            assertThat(prometheus.query("exportcomments_client_breaker_state{state=\"open\"}"))
                    .containsExactly(1.0);
        }
    }

    /** A store with an item, a worker, and an item that a worker has. */
    private static BulkBatches store() {
        InMemoryBulkStore store = new InMemoryBulkStore();
        BulkBatches batches = BulkBatches.in(store);
        batches.submit("a", List.of(ExportRequest.of("https://www.youtube.com/watch?v=1")));
        store.transact(tx -> {
            tx.addWorker("w", tx.now().plusSeconds(20));
            return true;
        });
        return batches;
    }

    @Test
    void theBulkExportsMetersAreThereFromTheStart() throws Exception {
        try (BulkMetrics bulk = BulkMetrics.of(registry, store());
                PrometheusServer prometheus = PrometheusServer.reading(registry, folder)) {
            Until.holds(
                    "a gauge for each state",
                    () -> prometheus.query("exportcomments_bulk_items").size() == ItemState.values().length);
            assertThat(prometheus.query("exportcomments_bulk_items{state=\"waiting\"}"))
                    .containsExactly(1.0);
            assertThat(prometheus.query("exportcomments_bulk_items{state=\"uncertain\"}"))
                    .containsExactly(0.0);
            bulk.listener().takenForDead();
            Until.holds(
                    "the first lost lease shows in an increase",
                    () -> prometheus.query("increase(exportcomments_bulk_leases_lost_total[1m])").stream()
                            .anyMatch(value -> value > 0));
        }
    }

    @Test
    void everyQueryOfTheDashboardHasAnAnswer() throws Exception {
        try (ClientMetrics metrics = ClientMetrics.of(registry);
                BulkMetrics bulk = BulkMetrics.of(registry, store());
                PrometheusServer prometheus = PrometheusServer.reading(registry, folder)) {
            bulk.listener().sendingPaused(Duration.ofSeconds(3), "a limit");
            EventSamples.oneOfEach().forEach(metrics.listener()::heard);
            metrics.measured(QuotaSamples.granting()).ask(QuotaSamples.REQUEST, QuotaLog.NEW);
            call(metrics, CompletableFuture.completedFuture("pong"));
            call(metrics, CompletableFuture.failedFuture(new InvalidRequestException(ErrorContext.NONE, null)));

            for (String expression : DashboardTest.queries()) {
                String query = expression.replace("$client", ".*").replace("$__rate_interval", "1m");
                Until.holds(query, () -> !prometheus.query(query).isEmpty());
            }
        }
    }

    @Test
    void promtoolFindsNoFaultInAScrape() throws Exception {
        Path promtool = PrometheusServer.program("promtool");
        try (ClientMetrics metrics = ClientMetrics.of(registry);
                BulkMetrics bulk = BulkMetrics.of(registry, store())) {
            bulk.listener().storeFailed("gone");
            EventSamples.oneOfEach().forEach(metrics.listener()::heard);
            call(metrics, CompletableFuture.completedFuture("pong"));
            Path scrape = Files.writeString(folder.resolve("scrape"), registry.scrape(), StandardCharsets.UTF_8);
            Path said = folder.resolve("said");
            Process check = new ProcessBuilder(promtool.toString(), "check", "metrics")
                    .redirectInput(scrape.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            assertThat(check.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readAllLines(said))
                    .as("Micrometer gives timers of observations no help text; there is no other fault")
                    .allMatch(line -> line.matches("exportcomments_client_(calls|attempts)_\\w+ no help text"));
        }
    }
}
