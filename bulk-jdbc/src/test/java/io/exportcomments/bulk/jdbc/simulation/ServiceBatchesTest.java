package io.exportcomments.bulk.jdbc.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.BulkExports;
import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Operation;
import io.exportcomments.mock.internal.jobs.ApiError;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.job.ServicePlan.BatchLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Items that go by batches of the service, on an account that allows two single creations in five minutes. */
@ExtendWith(QuietLog.class)
class ServiceBatchesTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ServicePlan FEW_SINGLE = ServicePlan.business().withJobsPerFiveMinutes(2);
    private static final JobScript COURSE = JobScript.queued(Duration.ZERO).done(Duration.ofSeconds(20));

    private BulkSimulation simulation = simulation(FEW_SINGLE, Odds.NONE);

    private static BulkSimulation simulation(ServicePlan plan, Odds odds) {
        return new BulkSimulation(
                1, odds, plan, COURSE, time -> new InMemoryBulkStore(time::now), (time, client) -> {});
    }

    private void run(int seconds) {
        simulation.time.advance(Duration.ofSeconds(seconds));
    }

    private void runUntilOver() {
        assertThat(simulation.runUntilOver(HOUR.multipliedBy(3), "a")).isNotNull();
    }

    private List<BulkItem> in(ItemState state) {
        return simulation.items("a").stream()
                .filter(item -> item.state() == state)
                .toList();
    }

    @Test
    void whatCannotGoAloneGoesTogether() {
        simulation.submit("a", BulkSimulation.requests(42));
        simulation.start(1, 10);
        run(20);
        assertThat(simulation.service.batches).containsExactly(40);
        assertThat(in(ItemState.CREATED)).hasSize(42);
        runUntilOver();
        assertThat(simulation.faults("a")).isEmpty();
        assertThat(simulation.time.now()).isBefore(BulkSimulation.START.plus(Duration.ofMinutes(4)));
    }

    @Test
    void onlyWhatHasTheSameOptionsGoesTogether() {
        List<ExportRequest> requests = new ArrayList<>();
        for (ExportRequest request : BulkSimulation.requests(30)) {
            requests.add(request.limit(requests.size() % 3 == 0 ? 10 : 20));
        }
        simulation.submit("a", requests);
        simulation.start(1, 10);
        runUntilOver();
        assertThat(simulation.faults("a")).isEmpty();
        assertThat(simulation.service.batches).hasSizeBetween(2, 4);
        assertThat(simulation.service.all()).allSatisfy(job -> {
            ExportRequest of = requests.stream()
                    .filter(request -> request.url().equals(job.url()))
                    .findFirst()
                    .orElseThrow();
            assertThat(job.options()).isEqualTo(of.options().asMap());
        });
    }

    @Test
    void whoeverDoesNotWantBatchesGetsNone() {
        simulation.serviceBatches = false;
        simulation.submit("a", BulkSimulation.requests(10));
        simulation.start(1, 10);
        runUntilOver();
        assertThat(simulation.faults("a")).isEmpty();
        assertThat(simulation.service.batchesAsked).isZero();
    }

    @Test
    void aServiceWithoutBatchesIsAskedOnce() {
        simulation.service.batchesRefused = urls -> ApiError.of(404, null, "no such path");
        simulation.submit("a", BulkSimulation.requests(12));
        simulation.start(1, 10);
        runUntilOver();
        assertThat(simulation.faults("a")).isEmpty();
        assertThat(simulation.service.batchesAsked).isOne();
    }

    @Test
    void anAccountWithoutBatchesIsAskedOnceAnHour() {
        simulation.service.batchesRefused = urls -> ApiError.of(403, null, "Batches are not on your plan.");
        simulation.submit("a", BulkSimulation.requests(40));
        simulation.start(1, 10);
        runUntilOver();
        assertThat(simulation.faults("a")).isEmpty();
        assertThat(simulation.service.batchesAsked).isBetween(2, 3);
    }

    @Test
    void aUrlThatTheServiceRejectsIsRefusedAndStopsNoOther() {
        List<ExportRequest> requests = new ArrayList<>(BulkSimulation.requests(20));
        requests.add(10, ExportRequest.of("https://nobody.example/1"));
        simulation.submit("a", requests);
        simulation.start(1, 10);
        runUntilOver();
        assertThat(in(ItemState.DONE)).hasSize(20);
        assertThat(in(ItemState.REFUSED))
                .singleElement()
                .satisfies(item -> assertThat(item.message().orElseThrow()).isNotBlank());
        assertThat(simulation.handled).hasSize(21);
        assertThat(simulation.service.all()).hasSize(20);
        assertThat(simulation.service.batches).containsExactly(19);
    }

    /** Only the rejection of another has a name, and no rejection is left for it. */
    @Test
    void aUrlThatTheAnswerDoesNotNameIsLookedUpAlthoughAnotherIsRejected() {
        simulation.service.rejected = url -> url.contains("video000010");
        simulation.service.unnamed = url -> url.contains("video000020");
        simulation.submit("a", BulkSimulation.requests(42));
        simulation.start(1, 10);
        run(20);
        simulation.service.rejected = url -> false;
        runUntilOver();
        assertThat(simulation.faults("a")).isEmpty();
    }

    /** The reason may pass, so it is nothing of the URL's. */
    @Test
    void whatIsRejectedForALimitIsSentWhenThatAllowsIt() {
        simulation = simulation(FEW_SINGLE.withCreationsPerDay(12), Odds.NONE);
        simulation.submit("a", BulkSimulation.requests(15));
        simulation.start(1, 10);
        run(600);
        assertThat(in(ItemState.DONE)).hasSize(12);
        assertThat(in(ItemState.WAITING)).hasSize(3);
        assertThat(simulation.service.batchesAsked).isLessThan(10);
        assertThat(simulation.runUntilOver(Duration.ofHours(30), "a")).isNotNull();
        assertThat(simulation.faults("a")).isEmpty();
    }

    @Test
    void oneUrlThatMakesTheServiceRefuseTheWholeBatchIsFoundOut() {
        String bad = "https://www.youtube.com/watch?v=video000007";
        simulation.service.batchesRefused =
                urls -> urls.contains(bad) ? ApiError.of(400, "INVALID_URL", "A URL is malformed.") : null;
        simulation.service.script("video000007", JobScript.queued(Duration.ZERO).done(Duration.ofSeconds(5)));
        simulation.submit("a", BulkSimulation.requests(42));
        simulation.start(1, 10);
        runUntilOver();
        assertThat(simulation.faults("a")).isEmpty();
        assertThat(simulation.service.batches).hasSizeGreaterThan(1);
    }

    @Test
    void aPlanThatTakesSmallerBatchesGetsSmallerOnes() {
        simulation = simulation(FEW_SINGLE.withBatches(new BatchLimits(25, 5, Duration.ofMinutes(10))), Odds.NONE);
        simulation.submit("a", BulkSimulation.requests(102));
        simulation.start(1, 10);
        runUntilOver();
        assertThat(simulation.faults("a")).isEmpty();
        assertThat(simulation.service.batches).allMatch(urls -> urls <= 25).hasSizeGreaterThan(2);
    }

    @Test
    void aLostAnswerDoublesNothing() {
        Odds lost = new Odds(0.4, 0, false, 0, Duration.ZERO);
        simulation = simulation(FEW_SINGLE, lost);
        simulation.submit("a", BulkSimulation.requests(30));
        simulation.start(1, 10);
        assertThat(simulation.runUntilOver(Duration.ofHours(10), "a")).isNotNull();
        assertThat(simulation.faults("a")).isEmpty();
    }

    /** What can't be told is not taken for what is not there. */
    @Test
    void nothingIsSentAgainWhileTheListCannotBeRead() {
        simulation.service.silent = operation -> operation == Operation.BATCH_CREATE || operation == Operation.LIST;
        simulation.submit("a", BulkSimulation.requests(42));
        simulation.start(1, 10);
        run(240);
        assertThat(simulation.service.batches).containsExactly(40);
        assertThat(in(ItemState.SENDING).size()).isEqualTo(40);
        simulation.service.silent = operation -> false;
        runUntilOver();
        assertThat(simulation.faults("a")).isEmpty();
        assertThat(simulation.service.batches).containsExactly(40);
    }

    @Test
    void aKilledWorkersBatchIsFollowedByAnother() {
        simulation.submit("a", BulkSimulation.requests(42));
        simulation.start(1, 10);
        run(20);
        simulation.processes.get(0).kill();
        simulation.start(1, 10);
        run(31);
        assertThat(simulation.owners("a").stream().filter(owner -> owner.startsWith("worker-0-")))
                .hasSizeGreaterThan(30);
        runUntilOver();
        assertThat(simulation.faults("a")).isEmpty();
        assertThat(simulation.time.now()).isBefore(BulkSimulation.START.plus(Duration.ofMinutes(4)));
    }

    /** Between the sending and the answer: each item is looked up of its own. */
    @Test
    void aBatchOfAKilledWorkerWhoseAnswerNobodyHeardIsLookedUp() {
        simulation.submit("a", BulkSimulation.requests(42));
        simulation.start(1, 10);
        while (simulation.service.batches.isEmpty()) {
            simulation.time.advance(Duration.ofMillis(10));
        }
        simulation.processes.get(0).kill();
        assertThat(in(ItemState.SENDING).size()).isGreaterThanOrEqualTo(40);
        simulation.start(2, 10);
        runUntilOver();
        assertThat(simulation.faults("a")).isEmpty();
        assertThat(simulation.service.batches).containsExactly(40);
    }

    @Test
    void pausingKeepsWhatWaitsAndCancellingStopsWhatQueues() {
        simulation.submit("a", BulkSimulation.requests(142));
        simulation.start(1, 10);
        run(20);
        simulation.inProgram(bulk -> bulk.pause("a"));
        run(600);
        assertThat(in(ItemState.WAITING)).isNotEmpty();
        assertThat(in(ItemState.WAITING).size() + in(ItemState.DONE).size()).isEqualTo(142);
        simulation.inProgram(bulk -> bulk.resume("a"));
        run(60);
        int queued = in(ItemState.CREATED).size();
        assertThat(queued).isGreaterThan(20);
        simulation.inProgram(bulk -> bulk.cancel("a"));
        runUntilOver();
        assertThat(in(ItemState.STOPPED).size()).isGreaterThanOrEqualTo(queued - 5);
        assertThat(simulation.service.all())
                .allMatch(job -> List.of("done", "stopped").contains(job.status()));
    }

    @Test
    void theSameExportInTwoBulkBatchesIsExportedForEach() {
        simulation.submit("a", BulkSimulation.requests(30));
        simulation.submit("b", BulkSimulation.requests(30));
        simulation.start(2, 10);
        assertThat(simulation.runUntilOver(HOUR.multipliedBy(3), "a", "b")).isNotNull();
        assertThat(simulation.faults("a", "b")).isEmpty();
        assertThat(simulation.service.all()).hasSize(60);
    }

    /** Closes while a batch is on its way; time stands still until the worker knows of its end. */
    private void closeBeforeABatchIsAnswered() {
        simulation.submit("a", BulkSimulation.requests(42));
        BulkSimulation.Worker worker = simulation.new Worker("w", 10);
        AtomicInteger tasks = new AtomicInteger();
        worker.bulk.closingWait(Duration.ofSeconds(5)).workExecutor(task -> {
            worker.clock.run(task);
            tasks.incrementAndGet();
        });
        worker.start();
        for (int i = 0; i < 6_000 && simulation.service.batchesAsked == 0; i++) {
            simulation.time.advance(Duration.ofMillis(10));
        }
        assertThat(simulation.service.batchesAsked).isEqualTo(1);
        int before = tasks.get();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(worker.running()::close);
        Awaitility.await("the worker to know of its end").until(() -> tasks.get() > before);
        run(10);
        closing.join();
        assertThat(simulation.service.batchesAsked).isEqualTo(1);
        assertThat(in(ItemState.SENDING)).isEmpty();
        assertThat(simulation.owners("a")).containsOnly("null");
    }

    @Test
    void closingMayWaitForTheAnswerToABatchAndTakesAllOfIt() {
        closeBeforeABatchIsAnswered();
        assertThat(in(ItemState.CREATED)).hasSizeGreaterThanOrEqualTo(40);
    }

    @Test
    void aBatchThatIsRefusedWhileClosingIsNotSentAgainInHalves() {
        simulation.service.batchesRefused = urls -> ApiError.of(400, "INVALID_URL", "A URL is malformed.");
        closeBeforeABatchIsAnswered();
        assertThat(in(ItemState.WAITING)).hasSize(40);
    }

    /** The client knows the jobs from the answer, the store does not: no item may be sent again for that. */
    @Test
    void closingBeforeItIsKnownWhichJobIsWhoseDoublesNothing() {
        simulation.submit("a", BulkSimulation.requests(42));
        BulkSimulation.Worker process = simulation.new Worker("w", 10);
        process.start();
        while (simulation.service.batches.isEmpty()) {
            simulation.time.advance(Duration.ofMillis(10));
        }
        simulation.time.advance(Duration.ofMillis(230));
        process.running().close();
        assertThat(in(ItemState.SENDING).size()).isGreaterThanOrEqualTo(40);
        BulkExports again = process.bulk.start();
        run(7_200);
        assertThat(simulation.service.all().size()).isEqualTo(42);
        again.close();
    }
}
