package io.exportcomments.testkit.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.batch.BatchPlan;
import io.exportcomments.bulk.batch.BatchStage;
import io.exportcomments.bulk.batch.BulkTotals;
import io.exportcomments.bulk.batch.ItemEvent;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.port.BatchRecord;
import io.exportcomments.bulk.port.Handover;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.bulk.port.StoreTransaction;
import io.exportcomments.bulk.port.Work;
import io.exportcomments.job.JobGuid;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What there is to do is found, in its order, and counted. */
abstract class DueWorkCases extends StoreTestCases {
    @Test
    void whatIsDueIsGivenInTheOrderInWhichItBecameDue() {
        BatchRecord batch = batch("a");
        ItemRecord first = add(batch, "1");
        ItemRecord later = add(batch, "2");
        ItemRecord held = add(batch, "3");
        ItemRecord last = add(batch, "4");
        ItemRecord notYet = add(batch, "5");
        Instant now = now();
        save(last.edit().dueAt(now).done(now));
        save(first.edit().dueAt(now.minusSeconds(2)).done(now));
        save(later.edit().dueAt(now.minusSeconds(1)).done(now));
        save(held.edit().owner("worker").done(now));
        save(notYet.edit().dueAt(now.plus(HOUR)).done(now));
        assertThat(list(tx -> tx.dueToSend(batch, 10)))
                .extracting(ItemRecord::key)
                .containsExactly("1", "2", "4");
        assertThat(list(tx -> tx.dueToSend(batch, 2))).hasSize(2);
        assertThat(list(tx -> tx.heldBy("worker"))).extracting(ItemRecord::key).containsExactly("3");
    }

    @Test
    void whatIsDueIsGivenByWhatIsToBeDone() {
        BatchRecord batch = batch("a");
        add(batch, "waiting");
        Instant now = now();
        save(sending(add(batch, "sending")).edit().dueAt(now).done(now));
        save(add(batch, "created")
                .edit()
                .event(ItemEvent.CREATED)
                .job(JOB)
                .dueAt(now)
                .done(now));
        ItemRecord refused = save(
                add(batch, "refused").edit().event(ItemEvent.REFUSED).dueAt(now).done(now));
        assertThat(due(Work.LOOK_UP)).containsExactly("sending");
        assertThat(due(Work.FOLLOW)).containsExactly("created");
        assertThat(due(Work.HAND_OVER)).containsExactly("refused");
        assertThat(due(Work.LOOK_UP, Work.FOLLOW, Work.HAND_OVER)).hasSize(3);
        assertThat(store.<Boolean>transact(tx -> tx.isAnotherSending(refused))).isTrue();
        save(refused.edit().handover(Handover.OVER).dueAt(null).done(now));
        assertThat(due(Work.HAND_OVER)).isEmpty();
    }

    private List<String> due(Work first, Work... more) {
        return store.transact(tx -> tx.due(EnumSet.of(first, more), 10)).stream()
                .map(ItemRecord::key)
                .toList();
    }

    @Test
    void batchesToSendAreThoseThatRunHaveBegunAndHaveSomethingToSend() {
        Instant now = now();
        add(batch("plain"), "1");
        add(store.transact(tx -> tx.addBatch(BatchPlan.named("urgent").priority(5))), "2");
        add(store.transact(tx -> tx.addBatch(BatchPlan.named("tomorrow").startAt(now.plus(HOUR)))), "3");
        add(store.transact(tx -> tx.addBatch(BatchPlan.named("begun").startAt(now.minus(HOUR)))), "4");
        BatchRecord paused = batch("paused");
        add(paused, "5");
        store.transact(tx -> {
            tx.save(paused.in(BatchStage.PAUSED));
            return true;
        });
        BatchRecord taken = batch("taken");
        save(add(taken, "6").edit().owner("worker").done(now));
        batch("empty");
        assertThat(list(tx -> tx.batchesToSend()))
                .extracting(batch -> batch.plan().name())
                .containsExactly("urgent", "plain", "begun");
        assertThat(list(tx -> tx.batches()))
                .extracting(batch -> batch.plan().name())
                .startsWith("urgent", "plain")
                .hasSize(7);
    }

    @Test
    void itemsAreCountedByTheirStates() {
        BatchRecord batch = batch("a");
        add(batch, "1");
        add(batch, "2");
        Instant now = now();
        save(add(batch, "3").edit().event(ItemEvent.REFUSED).done(now));
        add(batch("another"), "4");
        BatchRecord empty = batch("empty");
        assertThat(store.<Map<ItemState, Long>>transact(tx -> tx.counts(batch)))
                .isEqualTo(Map.of(ItemState.WAITING, 2L, ItemState.REFUSED, 1L));
        assertThat(store.<Long>transact(tx -> tx.unhandled(batch))).isEqualTo(1);
        assertThat(store.<Optional<Instant>>transact(tx -> tx.lastChange(batch)))
                .contains(now);
        assertThat(store.<Optional<Instant>>transact(tx -> tx.lastChange(empty)))
                .isEmpty();
    }

    @Test
    void theWholeStoreIsCounted() {
        BulkTotals empty = store.transact(StoreTransaction::totals);
        assertThat(empty.items()).isEmpty();
        assertThat(empty.workers()).isZero();
        assertThat(empty.leaseLeft()).isEmpty();
        assertThat(empty.longestHeld()).isEmpty();

        Instant now = now();
        add(batch("a"), "1");
        ItemRecord held = save(sending(add(batch("b"), "1")).edit().owner("w").done(now.minus(HOUR)));
        ItemRecord ended = add(batch("b"), "2");
        save(sending(ended)
                .edit()
                .event(ItemEvent.REFUSED)
                .owner("w")
                .dueAt(now)
                .done(now));
        store.transact(tx -> {
            tx.addWorker("w", tx.now().plus(HOUR));
            tx.addWorker("dead", tx.now().minus(HOUR));
            return true;
        });

        BulkTotals totals = store.transact(StoreTransaction::totals);
        assertThat(totals.items())
                .containsOnly(
                        Map.entry(ItemState.WAITING, 1L),
                        Map.entry(ItemState.SENDING, 1L),
                        Map.entry(ItemState.REFUSED, 1L));
        assertThat(totals.unhandled()).isEqualTo(1);
        assertThat(totals.workers()).isEqualTo(1);
        assertThat(totals.leaseLeft())
                .get()
                .satisfies(left -> assertThat(left).isBetween(HOUR.negated().minusMinutes(1), HOUR.negated()));
        assertThat(totals.longestHeld()).get().satisfies(age -> assertThat(age).isBetween(HOUR, HOUR.plusMinutes(1)));
        assertThat(held.owner()).isEqualTo("w");
    }

    @Test
    void whatIsUnderWayIsCountedWhoeverHasIt() {
        Instant now = now();
        add(batch("a"), "waiting");
        save(add(batch("a"), "taken").edit().owner("worker").done(now));
        save(sending(add(batch("a"), "sent")));
        save(sending(add(batch("b"), "sending")).edit().owner("worker").done(now));
        save(add(batch("b"), "created")
                .edit()
                .event(ItemEvent.CREATED)
                .job(JOB)
                .owner("worker")
                .done(now));
        save(add(batch("b"), "refused")
                .edit()
                .event(ItemEvent.REFUSED)
                .owner("worker")
                .done(now));
        Map<ItemState, Long> counts = store.transact(tx -> tx.underWay());
        assertThat(counts)
                .containsEntry(ItemState.WAITING, 1L)
                .containsEntry(ItemState.SENDING, 2L)
                .containsEntry(ItemState.CREATED, 1L);
        assertThat(counts.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(4);
    }

    @Test
    void theJobsOfOtherItemsAreKnown() {
        Instant now = now();
        ItemRecord mine = save(sending(add(batch("a"), "1")).edit().job(JOB).done(now));
        ItemRecord near = add(batch("a"), "2");
        save(near.edit()
                .event(ItemEvent.SEND)
                .sent(now, now.plus(HOUR))
                .job(JobGuid.of("near"))
                .done(now));
        ItemRecord alike = add(batch("b"), "1");
        save(alike.edit()
                .event(ItemEvent.CREATED)
                .sent(now, now)
                .job(JobGuid.of("alike"))
                .done(now));
        assertThat(others(mine, now.minus(HOUR), now.plus(HOUR)))
                .isEqualTo(Map.of(JobGuid.of("near"), now, JobGuid.of("alike"), now));
        assertThat(others(mine, now.minus(HOUR), now.minusSeconds(60))).isEqualTo(Map.of(JobGuid.of("alike"), now));
        assertThat(others(mine, now.plusSeconds(60), now.plus(HOUR))).isEqualTo(Map.of(JobGuid.of("alike"), now));
    }

    private Map<JobGuid, Instant> others(ItemRecord mine, Instant from, Instant to) {
        return store.transact(tx -> tx.jobsOfOthers(mine, from, to));
    }
}
