package io.exportcomments.bulk.jdbc.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.bulk.batch.BatchPlan;
import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.BulkProgress;
import io.exportcomments.bulk.batch.ItemEnd;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.ServicePlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a program sees of bulk exports, in virtual time. */
@ExtendWith(QuietLog.class)
class BulkExportsTest {
    private static final JobScript TWENTY_SECONDS =
            JobScript.queued(Duration.ofSeconds(1)).done(Duration.ofSeconds(19));
    private static final Duration HOUR = Duration.ofHours(1);

    private final BulkSimulation simulation = new BulkSimulation(
            1,
            Odds.NONE,
            ServicePlan.unlimited(),
            TWENTY_SECONDS,
            time -> new InMemoryBulkStore(time::now),
            (time, client) -> {});

    private BulkItem only(String batch) {
        List<BulkItem> items = simulation.items(batch);
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    private void run(int seconds) {
        simulation.time.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void theSameProgramRunAgainAddsNothingTwice() {
        simulation.inProgram(bulk -> {
            var twice = new ArrayList<>(BulkSimulation.requests(3));
            twice.addAll(BulkSimulation.requests(2));
            assertThat(bulk.submit("a", twice)).hasToString("Submission[batch=a, added=3, known=2]");
        });
        simulation.start(1, 5);
        assertThat(simulation.runUntilOver(HOUR, "a")).isNotNull();
        simulation.inProgram(bulk ->
                assertThat(bulk.submit("a", BulkSimulation.requests(4)).added()).isEqualTo(1));
        assertThat(simulation.runUntilOver(HOUR, "a")).isNotNull();
        assertThat(simulation.faults("a")).isEmpty();
        assertThat(simulation.service.all()).hasSize(4);
    }

    @Test
    void aPausedBatchSendsNothingUntilItGoesOn() {
        simulation.submit("a", BulkSimulation.requests(2));
        simulation.inProgram(bulk -> bulk.pause("a"));
        simulation.start(1, 5);
        run(120);
        assertThat(simulation.service.all()).isEmpty();
        simulation.inProgram(bulk -> bulk.resume("a"));
        assertThat(simulation.runUntilOver(HOUR, "a")).isNotNull();
        assertThat(simulation.faults("a")).isEmpty();
    }

    @Test
    void cancellingEndsWhatWaitsAndStopsWhatRuns() {
        simulation.service.script("video000000", JobScript.endless());
        simulation.submit("a", BulkSimulation.requests(3));
        simulation.start(1, 1);
        run(10);
        assertThat(simulation.service.all()).hasSize(1);
        simulation.inProgram(bulk -> bulk.cancel("a"));
        assertThat(simulation.runUntilOver(HOUR, "a")).isNotNull();
        assertThat(simulation.progress("a").count(ItemState.STOPPED)).isEqualTo(3);
        assertThat(simulation.service.all()).extracting(job -> job.status()).containsExactly("stopped");
        assertThat(simulation.handled).hasSize(3);
        simulation.inProgram(bulk -> assertThatThrownBy(() -> bulk.resume("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The batch a was cancelled, which is for good"));
    }

    @Test
    void aCancelledBatchEndsAlthoughAnItemWasToBeTriedAgain() {
        simulation.service.script("video", JobScript.queued(Duration.ZERO).fails(Duration.ofSeconds(2), "private"));
        simulation.inProgram(bulk -> bulk.submit(BatchPlan.named("a").maxAttempts(5), BulkSimulation.requests(1)));
        simulation.start(1, 1);
        simulation.time.advance(Duration.ofMillis(1_500));
        simulation.inProgram(bulk -> bulk.cancel("a"));
        assertThat(simulation.runUntilOver(HOUR, "a")).isNotNull();
        assertThat(only("a").state()).isEqualTo(ItemState.STOPPED);
        simulation.inProgram(bulk -> assertThatThrownBy(() -> bulk.submit("a", BulkSimulation.requests(2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The batch a was cancelled, which is for good"));
    }

    @Test
    void aWorkerWithNothingToDoHardlyAsksTheStore() {
        simulation.start(1, 5);
        run(1_000);
        assertThat(simulation.processes.get(0).store.transactions).isLessThan(310);
    }

    @Test
    void aWorkerWhoseClientWasClosedWaitsForWhoeverClosesIt() {
        simulation.submit("a", BulkSimulation.requests(5));
        BulkSimulation.Worker worker = simulation.new Worker("w", 5);
        worker.client.close();
        worker.start();
        run(1_000);
        assertThat(worker.store.transactions).isLessThan(700);
        worker.running().close();
        simulation.start(1, 5);
        assertThat(simulation.runUntilOver(HOUR, "a")).isNotNull();
        assertThat(simulation.faults("a")).isEmpty();
    }

    @Test
    void aJobThatFailsIsRetriedAsOftenAsThePlanSays() {
        JobScript fails = JobScript.queued(Duration.ZERO).fails(Duration.ofSeconds(5), "private");
        simulation.service.script("video", fails.onRetry(fails.onRetry(TWENTY_SECONDS)));
        simulation.inProgram(bulk -> bulk.submit(BatchPlan.named("a").maxAttempts(3), BulkSimulation.requests(1)));
        simulation.start(1, 5);
        assertThat(simulation.runUntilOver(HOUR, "a")).isNotNull();
        assertThat(simulation.faults("a")).isEmpty();
        assertThat(only("a").failures()).isEqualTo(2);
    }

    @Test
    void failedItemsAreTriedAgainWhenAPersonSaysSo() {
        JobScript fails = JobScript.queued(Duration.ZERO).fails(Duration.ofSeconds(5), "private");
        simulation.service.script("video", fails.onRetry(TWENTY_SECONDS));
        simulation.submit("a", BulkSimulation.requests(1));
        simulation.start(1, 5);
        assertThat(simulation.runUntilOver(HOUR, "a")).isNotNull();
        assertThat(only("a").state()).isEqualTo(ItemState.FAILED);
        assertThat(only("a").message()).contains("private");
        simulation.inProgram(bulk -> assertThat(bulk.retryFailed("a")).isEqualTo(1));
        assertThat(simulation.runUntilOver(HOUR, "a")).isNotNull();
        simulation.oddities.clear();
        assertThat(only("a").state()).isEqualTo(ItemState.DONE);
        assertThat(simulation.service.all()).hasSize(1);
        assertThat(simulation.handled.values()).containsExactly(2);
    }

    /** What a worker has in its hands while it hands it over must be nobody's when it waits again. */
    @Test
    void itemsThatAreTriedAgainFromTheHandlerGoOn() {
        JobScript fails = JobScript.queued(Duration.ZERO).fails(Duration.ofSeconds(5), "private");
        simulation.service.script(
                "video", fails.onRetry(JobScript.queued(Duration.ZERO).done(Duration.ofSeconds(1))));
        simulation.submit("a", BulkSimulation.requests(1));
        List<String> owners = new ArrayList<>();
        BulkSimulation.Worker process = simulation.new Worker("w", 1);
        process.bulk.onEnd(end -> {
            if (end.item().state() == ItemState.FAILED) {
                simulation.inProgram(bulk -> bulk.retryFailed("a"));
                owners.addAll(simulation.owners("a"));
            }
        });
        process.start();
        assertThat(simulation.runUntilOver(HOUR, "a")).isNotNull();
        assertThat(owners).containsExactly("null");
        assertThat(only("a").state()).isEqualTo(ItemState.DONE);
    }

    @Test
    void aUrlThatTheServiceRefusesHasEnded() {
        simulation.submit("a", List.of(ExportRequest.of("https://nobody.example/1")));
        simulation.start(1, 5);
        assertThat(simulation.runUntilOver(HOUR, "a")).isNotNull();
        assertThat(only("a").state()).isEqualTo(ItemState.REFUSED);
        assertThat(simulation.handled).hasSize(1);
    }

    @Test
    void aBatchOfHigherPriorityGoesFirstAndOneWithAStartNotBefore() {
        simulation.submit("plain", BulkSimulation.requests(2));
        simulation.inProgram(bulk -> {
            bulk.submit(
                    BatchPlan.named("urgent").priority(1),
                    BulkSimulation.requests(4).subList(2, 4));
            bulk.submit(
                    BatchPlan.named("later")
                            .priority(2)
                            .startAt(simulation.time.now().plusSeconds(300)),
                    BulkSimulation.requests(5).subList(4, 5));
        });
        simulation.start(1, 1);
        assertThat(simulation.runUntilOver(HOUR, "plain", "urgent", "later")).isNotNull();
        assertThat(simulation.service.all())
                .extracting(job -> job.url().substring(job.url().length() - 1))
                .containsExactly("4", "1", "0", "3", "2");
        assertThat(simulation.service.all().get(0).createdAt())
                .isAfterOrEqualTo(simulation.service.all().get(4).createdAt().plusSeconds(298));
    }

    @Test
    void aKilledWorkersItemsAreTakenUpWithinThreeHeartbeats() {
        simulation.submit("a", BulkSimulation.requests(5));
        simulation.start(1, 5);
        run(3);
        simulation.processes.get(0).kill();
        simulation.start(1, 5);
        run(31);
        assertThat(simulation.progress("a").count(ItemState.DONE)).isEqualTo(5);
        assertThat(simulation.faults("a")).isEmpty();
    }

    @Test
    void aCleanShutdownHandsItemsBackAtOnce() {
        simulation.submit("a", BulkSimulation.requests(5));
        simulation.start(2, 3);
        run(3);
        simulation.processes.get(0).running().close();
        run(6);
        assertThat(simulation.owners("a")).hasSize(5).allMatch(owner -> owner.startsWith("worker-1-"));
        assertThat(simulation.runUntilOver(HOUR, "a")).isNotNull();
        assertThat(simulation.faults("a")).isEmpty();
    }

    @Test
    void aHandlerThatThrowsIsCalledAgainAndToldSo() {
        List<Boolean> told = new ArrayList<>();
        simulation.submit("a", BulkSimulation.requests(1));
        BulkSimulation.Worker process = simulation.new Worker("w", 1);
        process.bulk.onEnd(end -> {
            told.add(end.mayBeRepeated());
            if (told.size() < 3) {
                throw new IllegalStateException("the disk is full");
            }
        });
        process.start();
        assertThat(simulation.runUntilOver(HOUR, "a")).isNotNull();
        assertThat(told).containsExactly(false, true, true);
    }

    @Test
    void whereSeveralJobsMayBeTheItemsAPersonDecides() {
        simulation.submit("a", BulkSimulation.requests(1));
        Odds lost = new Odds(1, 0, false, 0, Duration.ZERO);
        BulkSimulation other = new BulkSimulation(
                1, lost, ServicePlan.unlimited(), TWENTY_SECONDS, time -> simulation.store, (time, client) -> {});
        other.start(1, 1);
        other.time.advance(Duration.ofSeconds(5));
        other.processes.get(0).kill();
        String url = "https://www.youtube.com/watch?v=video000000";
        simulation.service.jobs().create(url, Map.of(), null);
        simulation.service.jobs().create(url, Map.of(), null);
        List<ItemEnd> ends = new ArrayList<>();
        BulkSimulation.Worker process = simulation.new Worker("w", 1);
        process.bulk.onEnd(ends::add);
        process.start();
        run(900);
        assertThat(only("a").state()).isEqualTo(ItemState.UNCERTAIN);
        assertThat(ends).hasSize(1);
        JobGuid chosen = JobGuid.of(simulation.service.all().get(1).guid().toString());
        simulation.inProgram(bulk -> bulk.decide(only("a").id(), Optional.of(chosen)));
        run(60);
        assertThat(only("a").state()).isEqualTo(ItemState.DONE);
        assertThat(only("a").job()).contains(chosen);
        assertThat(simulation.service.all()).hasSize(2);
    }

    @Test
    void progressIsToldUntilTheBatchIsOver() {
        simulation.submit("a", BulkSimulation.requests(2));
        List<BulkProgress> seen = new ArrayList<>();
        List<String> ends = new ArrayList<>();
        BulkSimulation.Worker process = simulation.new Worker("w", 1);
        process.start();
        process.running().watch("a").subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(BulkProgress progress) {
                seen.add(progress);
            }

            @Override
            public void onError(Throwable error) {
                ends.add(String.valueOf(error));
            }

            @Override
            public void onComplete() {
                ends.add("complete");
            }
        });
        run(100);
        assertThat(ends).containsExactly("complete");
        assertThat(seen).doesNotHaveDuplicates();
        assertThat(seen.get(seen.size() - 1).isOver()).isTrue();
        assertThat(seen).extracting(BulkProgress::ended).isSorted().contains(0L, 1L, 2L);
    }

    @Test
    void batchesThatHaveBeenOverForLongArePurged() {
        simulation.submit("old", BulkSimulation.requests(1));
        simulation.start(1, 1);
        assertThat(simulation.runUntilOver(HOUR, "old")).isNotNull();
        simulation.inProgram(bulk -> bulk.submit("open", BulkSimulation.requests(1)));
        simulation.inProgram(bulk -> bulk.pause("open"));
        run(7_200);
        simulation.inProgram(bulk -> {
            assertThat(bulk.purge(Duration.ofHours(3))).isZero();
            assertThat(bulk.purge(Duration.ofHours(1))).isEqualTo(1);
            assertThat(bulk.batches()).containsExactly("open");
        });
    }

    @Test
    void aWorkerPurgesWhatHasBeenOverForTheTimeThatIsSet() {
        BulkSimulation.Worker worker = simulation.new Worker("w", 1);
        worker.bulk.purgeAfter(Duration.ofHours(5));
        worker.start();
        simulation.submit("old", BulkSimulation.requests(1));
        simulation.submit("open", BulkSimulation.requests(1));
        simulation.inProgram(bulk -> bulk.pause("open"));
        assertThat(simulation.runUntilOver(HOUR, "old")).isNotNull();
        run(4 * 3_600);
        simulation.inProgram(bulk -> assertThat(bulk.batches()).containsExactlyInAnyOrder("old", "open"));
        run(2 * 3_600);
        simulation.inProgram(bulk -> assertThat(bulk.batches()).containsExactly("open"));
        assertThat(worker.store.transactions).isLessThan(7_000);
    }

    @Test
    void purgingSoonIsRefused() {
        BulkSimulation.Worker worker = simulation.new Worker("w", 1);
        assertThatThrownBy(() -> worker.bulk.purgeAfter(Duration.ofMinutes(59)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("purgeAfter");
    }
}
