package io.exportcomments.bulk.jdbc.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.bulk.batch.BatchPlan;
import io.exportcomments.bulk.batch.BegunExport;
import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.BulkListener;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.ServicePlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Going on with what an earlier run, or another program, has begun; in virtual time. */
@ExtendWith(QuietLog.class)
class ResumedBatchTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final BatchPlan A = BatchPlan.named("a");

    private final BulkSimulation simulation = new BulkSimulation(
            1,
            Odds.NONE,
            ServicePlan.unlimited(),
            JobScript.queued(Duration.ofSeconds(1)).done(Duration.ofSeconds(19)),
            time -> new InMemoryBulkStore(time::now),
            (time, client) -> {});

    private final List<ExportRequest> requests = BulkSimulation.requests(4);

    private JobGuid created(int number) {
        MockJob job = simulation.service.jobs().create(requests.get(number).url(), Map.of(), null);
        return JobGuid.of(job.guid().toString());
    }

    private BegunExport begun(int number, ItemState state, JobGuid job) {
        Instant now = simulation.time.now();
        return new BegunExport(requests.get(number), state, Optional.ofNullable(job), now, Optional.empty());
    }

    private List<ItemState> states() {
        return simulation.items("a").stream().map(BulkItem::state).toList();
    }

    @Test
    void whatAnotherProgramHasBegunGoesOnWhereItWas() {
        created(0);
        List<BegunExport> known = List.of(
                begun(0, ItemState.SENDING, null),
                begun(1, ItemState.SENDING, null),
                begun(2, ItemState.CREATED, created(2)),
                begun(3, ItemState.DONE, created(3)));
        simulation.inProgram(bulk -> {
            assertThat(bulk.takeOver(A, known)).isEqualTo(4);
            assertThat(bulk.takeOver(A, known)).isZero();
            assertThat(bulk.submit("a", requests).added()).isZero();
        });
        simulation.start(1, 4);
        assertThat(simulation.runUntilOver(HOUR, "a")).isNotNull();
        assertThat(states()).containsOnly(ItemState.DONE);
        assertThat(simulation.service.all())
                .extracting(MockJob::url)
                .containsExactlyInAnyOrderElementsOf(
                        requests.stream().map(ExportRequest::url).toList());
        assertThat(simulation.handled).as("the end of one was told before").hasSize(3);
    }

    @Test
    void whatABatchHasSentIsNotTakenOverAndACancelledBatchTakesNothing() {
        simulation.submit("a", requests.subList(0, 1));
        simulation.start(1, 1);
        simulation.time.advance(Duration.ofSeconds(10));
        JobGuid other = JobGuid.of("00000000-0000-4000-8000-000000000000");
        simulation.inProgram(bulk -> assertThat(bulk.takeOver(A, List.of(begun(0, ItemState.CREATED, other))))
                .isZero());
        simulation.inProgram(bulk -> {
            bulk.cancel("a");
            assertThatThrownBy(() -> bulk.takeOver(A, List.of(begun(1, ItemState.SENDING, null))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The batch a was cancelled, which is for good");
            assertThatThrownBy(() -> bulk.lookAgain("a")).isInstanceOf(IllegalStateException.class);
        });
    }

    @Test
    void whatBelongsToAnotherBatchIsNotTakenOverNorSentAndTheOthersAre() {
        JobGuid taken = created(0);
        simulation.inProgram(bulk -> {
            bulk.takeOver(BatchPlan.named("b"), List.of(begun(0, ItemState.CREATED, taken)));
            assertThatThrownBy(() -> bulk.takeOver(
                            A, List.of(begun(0, ItemState.CREATED, taken), begun(2, ItemState.CREATED, created(2)))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The job of " + requests.get(0).url() + " belongs to another item: " + taken.value());
            bulk.takeOver(BatchPlan.named("b"), List.of(begun(1, ItemState.SENDING, null)));
            assertThatThrownBy(() -> bulk.takeOver(A, List.of(begun(1, ItemState.SENDING, null))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The export of " + requests.get(1).url()
                            + " is being sent for another batch; take it over once it is not");
        });
        assertThat(simulation.items("a"))
                .extracting(item -> item.request())
                .as("what became an item")
                .containsExactly(requests.get(2));
    }

    @Test
    void anotherLookFollowsFailedJobsAndSendsRefusedOnesButNothingThatExists() {
        simulation.service.script(
                "video000000",
                JobScript.queued(Duration.ZERO)
                        .fails(Duration.ofSeconds(1), "private")
                        .onRetry(JobScript.queued(Duration.ZERO).done(Duration.ofSeconds(1))));
        simulation.submit("a", List.of(requests.get(0), ExportRequest.of("https://nobody.example/1")));
        simulation.start(1, 2);
        assertThat(simulation.runUntilOver(HOUR, "a")).isNotNull();
        assertThat(states()).containsExactly(ItemState.FAILED, ItemState.REFUSED);

        simulation.inProgram(bulk -> bulk.lookAgain("a"));
        assertThat(simulation.runUntilOver(HOUR, "a")).isNotNull();
        assertThat(states()).as("nothing has changed").containsExactly(ItemState.FAILED, ItemState.REFUSED);
        assertThat(simulation.service.all()).hasSize(1);

        simulation.service.jobs().retry(simulation.service.all().get(0).guid());
        simulation.inProgram(bulk -> bulk.lookAgain("a"));
        assertThat(simulation.runUntilOver(HOUR, "a")).isNotNull();
        assertThat(states()).containsExactly(ItemState.DONE, ItemState.REFUSED);
        assertThat(simulation.service.all()).hasSize(1);
    }

    @Test
    void whatAKilledWorkerHadIsTakenBackAtOnce() {
        simulation.submit("a", requests);
        BulkSimulation.Worker killed = simulation.new Worker("w", 4);
        killed.start();
        simulation.time.advance(Duration.ofSeconds(2));
        killed.kill();
        assertThat(simulation.owners("a")).doesNotContain("null");
        simulation.inProgram(bulk -> assertThat(bulk.takeBack("a")).isEqualTo(4));
        assertThat(simulation.owners("a")).containsOnly("null");
        simulation.start(1, 4);
        assertThat(simulation.runUntilOver(Duration.ofSeconds(30), "a"))
                .as("before the lease of the dead is over")
                .isNotNull();
        assertThat(simulation.faults("a")).isEmpty();
    }

    @Test
    void aListenerHearsOfEachChangeAndOfTrouble() {
        List<ItemState> changes = new ArrayList<>();
        AtomicInteger updates = new AtomicInteger();
        List<String> troubles = new ArrayList<>();
        simulation.submit("a", requests.subList(0, 1));
        BulkSimulation.Worker worker = simulation.new Worker("w", 1);
        AtomicInteger handed = new AtomicInteger();
        worker.bulk
                .onEnd(end -> {
                    if (handed.getAndIncrement() == 0) {
                        throw new IllegalStateException("full");
                    }
                })
                .listener(new BulkListener() {
                    @Override
                    public void changed(BulkItem item) {
                        changes.add(item.state());
                    }

                    @Override
                    public void updated(BulkItem item, JobUpdate update) {
                        updates.incrementAndGet();
                    }

                    @Override
                    public void triedAgain(BulkItem item, Throwable why) {
                        troubles.add(item.state() + " " + why.getMessage());
                    }
                });
        worker.start();
        assertThat(simulation.runUntilOver(HOUR, "a")).isNotNull();
        assertThat(changes).containsExactly(ItemState.SENDING, ItemState.CREATED, ItemState.DONE);
        assertThat(updates).hasPositiveValue();
        assertThat(troubles).containsExactly("DONE full");
    }
}
