package io.exportcomments.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.bulk.port.BulkStoreException;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.bulk.port.StoreTransaction;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.metrics.micrometer.names.BulkMeter;
import io.exportcomments.metrics.micrometer.names.ClientMeter;
import io.exportcomments.port.QuotaAnswer;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** How a store stands, what a worker meets, and how long calls wait for a turn. */
class BulkMetricsTest {
    private static final List<ExportRequest> REQUESTS = List.of(
            ExportRequest.of("https://www.youtube.com/watch?v=1"),
            ExportRequest.of("https://www.youtube.com/watch?v=2"));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CountedStore store = new CountedStore();

    private static final class CountedStore implements BulkStore {
        private final Instant now = Instant.parse("2026-11-01T00:00:00Z");
        private final BulkStore memory = new InMemoryBulkStore(() -> now);
        private int transactions;
        private boolean gone;

        @Override
        public <T> T transact(Function<StoreTransaction, T> work) {
            transactions++;
            if (gone) {
                throw new BulkStoreException("gone", new IllegalStateException());
            }
            return memory.transact(work);
        }

        @Override
        public void close() {}
    }

    private BulkMetrics metrics() {
        return BulkMetrics.of(registry, BulkBatches.in(store));
    }

    private double gauge(BulkMeter meter, String... tags) {
        return registry.get(meter.getName()).tags(tags).gauge().value();
    }

    private double count(BulkMeter meter) {
        return registry.get(meter.getName()).counter().count();
    }

    @Test
    void theStoreIsShown() {
        BulkBatches.in(store).submit("a", REQUESTS);
        store.transact(tx -> {
            tx.addWorker("w", tx.now().plusSeconds(15));
            ItemRecord item = tx.dueToSend(tx.batch("a").orElseThrow(), 1).get(0);
            tx.save(item.edit().owner("w").done(tx.now().minusSeconds(40)));
            return true;
        });
        metrics();
        assertThat(gauge(BulkMeter.ITEMS, "state", "waiting")).isEqualTo(2);
        assertThat(gauge(BulkMeter.ITEMS, "state", "failed")).isZero();
        assertThat(gauge(BulkMeter.UNHANDLED)).isZero();
        assertThat(gauge(BulkMeter.WORKERS)).isEqualTo(1);
        assertThat(gauge(BulkMeter.LEASE_LEFT)).isEqualTo(15);
        assertThat(gauge(BulkMeter.LEASE_AGE)).isEqualTo(40);
    }

    @Test
    void withoutAWorkerNoLeaseIsLeft() {
        metrics();
        assertThat(gauge(BulkMeter.LEASE_LEFT)).isNaN();
        assertThat(gauge(BulkMeter.LEASE_AGE)).isZero();
    }

    @Test
    void allGaugesTogetherReadTheStoreOnce() {
        metrics();
        int before = store.transactions;
        registry.getMeters().forEach(meter -> meter.measure().forEach(value -> value.getValue()));
        assertThat(store.transactions).isEqualTo(before + 1);
    }

    @Test
    void aStoreThatFailsIsNotANumber() {
        store.gone = true;
        metrics();
        assertThat(gauge(BulkMeter.ITEMS, "state", "waiting")).isNaN();
        assertThat(gauge(BulkMeter.WORKERS)).isNaN();
    }

    @Test
    void whatAWorkerMeetsIsCountedFromZero() {
        BulkMetrics metrics = metrics();
        assertThat(count(BulkMeter.STORE_FAILURES)).isZero();
        assertThat(count(BulkMeter.LEASES_LOST)).isZero();
        assertThat(count(BulkMeter.JOBS_TOO_MANY)).isZero();
        metrics.listener().storeFailed("gone");
        metrics.listener().takenForDead();
        metrics.listener().sendingPaused(Duration.ofSeconds(7), "a limit");
        assertThat(count(BulkMeter.STORE_FAILURES)).isEqualTo(1);
        assertThat(count(BulkMeter.LEASES_LOST)).isEqualTo(1);
        assertThat(registry.get(BulkMeter.PAUSES.getName()).timer().totalTime(TimeUnit.SECONDS))
                .isEqualTo(7);
    }

    @Test
    void theyAreTakenOutOfTheRegistryAtTheEndAndLeaveTheClientsThere() {
        try (ClientMetrics client = ClientMetrics.of(registry)) {
            int clients = registry.getMeters().size();
            BulkMetrics metrics = metrics();
            assertThatIllegalStateException().isThrownBy(this::metrics);
            BulkMetrics other = BulkMetrics.builder(registry, BulkBatches.in(store))
                    .client("other")
                    .readEvery(Duration.ofMinutes(1))
                    .build();
            metrics.close();
            metrics.close();
            other.close();
            assertThat(registry.getMeters()).hasSize(clients);
            assertThat(client.listener()).isNotNull();
        }
    }

    @Test
    void settingsAreInTheirRanges() {
        BulkMetrics.Builder builder = BulkMetrics.builder(registry, BulkBatches.in(store));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.client(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.readEvery(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.readEvery(Duration.ofHours(2)));
    }

    @Test
    void waitsForATurnAreMeasuredFromTheFirstQuestionToTheAnswer() {
        VirtualTimekeeper time = new VirtualTimekeeper();
        try (ClientMetrics metrics = ClientMetrics.builder()
                .meters(registry)
                .timekeeper((Timekeeper) time)
                .build()) {
            QuotaLog log = metrics.measured(QuotaSamples.answering(
                    QuotaAnswer.waiting(7, Duration.ofSeconds(2), "a"),
                    QuotaAnswer.waiting(7, Duration.ofSeconds(2), "a"),
                    QuotaAnswer.waiting(8, Duration.ofSeconds(2), "a"),
                    QuotaAnswer.granted(7, 1)));
            assertThat(turns("granted").count()).isZero();

            log.ask(QuotaSamples.REQUEST, QuotaLog.NEW);
            time.advance(Duration.ofSeconds(2));
            log.ask(QuotaSamples.REQUEST, 7);
            log.ask(QuotaSamples.REQUEST, QuotaLog.NEW);
            assertThat(waiting()).isEqualTo(2);
            time.advance(Duration.ofSeconds(3));
            log.ask(QuotaSamples.REQUEST, 7);
            log.leave(8);
            log.leave(8);
            assertThat(waiting()).isZero();
            assertThat(turns("granted").totalTime(TimeUnit.SECONDS)).isEqualTo(5);
            assertThat(turns("given-up").totalTime(TimeUnit.SECONDS)).isEqualTo(3);
            assertThat(turns("given-up").count()).isEqualTo(1);

            assertThatThrownBy(() -> log.ask(QuotaSamples.REQUEST, QuotaLog.NEW))
                    .hasMessage("gone");
            assertThat(waiting()).isZero();
            log.close();
        }
    }

    private Timer turns(String outcome) {
        return registry.get(ClientMeter.SHARED_TURNS.getName())
                .tag("outcome", outcome)
                .timer();
    }

    private double waiting() {
        return registry.get(ClientMeter.SHARED_WAITING.getName()).gauge().value();
    }
}
