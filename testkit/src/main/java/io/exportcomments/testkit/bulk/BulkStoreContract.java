package io.exportcomments.testkit.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.bulk.batch.BatchPlan;
import io.exportcomments.bulk.batch.BatchStage;
import io.exportcomments.bulk.batch.BulkTotals;
import io.exportcomments.bulk.batch.ItemEvent;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.port.BatchRecord;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.bulk.port.DuplicateException;
import io.exportcomments.bulk.port.Handover;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.bulk.port.StoreTransaction;
import io.exportcomments.bulk.port.Work;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of bulk exports keeps to: the engine's promises rest on it. */
public abstract class BulkStoreContract {
    private static final JobGuid JOB = JobGuid.of("0f01be25-9486-4941-b7ab-98249b15ee0d");
    private static final Duration HOUR = Duration.ofHours(1);

    private BulkStore store;

    /** For subclasses. */
    protected BulkStoreContract() {}

    /** Opens a store that is empty. */
    protected abstract BulkStore open() throws Exception;

    /** Opens what another store has kept, as after the end of its program; the other is closed before. */
    protected abstract BulkStore openAgain(BulkStore before) throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private BatchRecord batch(String name) {
        return store.transact(tx -> tx.addBatch(BatchPlan.named(name)));
    }

    private ItemRecord add(BatchRecord batch, String key) {
        return add(batch, key, ExportRequest.of("https://www.youtube.com/watch?v=" + key));
    }

    private ItemRecord add(BatchRecord batch, String key, ExportRequest request) {
        store.transact(tx -> tx.add(batch, key, request));
        return items(batch).stream()
                .filter(item -> item.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private List<ItemRecord> items(BatchRecord batch) {
        return store.transact(tx -> tx.items(batch, EnumSet.allOf(ItemState.class), 0, 1_000));
    }

    private <T> List<T> list(Function<StoreTransaction, ? extends Collection<T>> read) {
        return store.transact(tx -> List.copyOf(read.apply(tx)));
    }

    private ItemRecord item(ItemRecord known) {
        return store.transact(tx -> tx.item(known.id()).orElseThrow());
    }

    private ItemRecord save(ItemRecord item) {
        store.transact(tx -> {
            tx.save(item);
            return true;
        });
        return item;
    }

    private Instant now() {
        return store.transact(tx -> tx.now());
    }

    private ItemRecord sending(ItemRecord item) {
        Instant now = now();
        return item.edit()
                .event(ItemEvent.SEND)
                .sent(now, now.plus(HOUR))
                .dueAt(now.plus(HOUR))
                .done(now);
    }

    @Test
    void aBatchIsThereOnceByItsName() {
        BatchRecord first = store.transact(
                tx -> tx.addBatch(BatchPlan.named("a").priority(3).maxAttempts(2)));
        BatchRecord again = batch("a");
        assertThat(again).isEqualTo(first);
        assertThat(again.plan().priority()).isEqualTo(3);
        assertThat(store.<Boolean>transact(tx -> tx.batch("b").isPresent())).isFalse();
    }

    @Test
    void anItemIsInABatchOnce() {
        BatchRecord a = batch("a");
        BatchRecord b = batch("b");
        ExportRequest request = ExportRequest.of("https://example.com/1");
        assertThat(store.<Boolean>transact(tx -> tx.add(a, "key", request))).isTrue();
        assertThat(store.<Boolean>transact(tx -> tx.add(a, "key", request))).isFalse();
        assertThat(store.<Boolean>transact(tx -> tx.add(b, "key", request))).isTrue();
        assertThat(items(a)).hasSize(1);
    }

    @Test
    void whatWasStoredIsReadAsItWas() {
        ExportOptions options = ExportOptions.builder()
                .replies(true)
                .limit(500)
                .cookies(Map.of("session", "a'b\"c\\d"))
                .set("ratio", new BigDecimal("0.25"))
                .set("list", Arrays.asList("ä", 1L, null, Map.of("deep", false)))
                .build();
        ExportRequest request = new ExportRequest("https://example.com/ünï?q=%27&r=🙂", options);
        ItemRecord fresh = add(batch("name with 'quotes' and ünï"), "key", request);
        assertThat(fresh.request()).isEqualTo(request);
        assertThat(fresh.state()).isEqualTo(ItemState.WAITING);
        assertThat(fresh.owner()).isNull();
        Instant now = now();
        ItemRecord changed = save(fresh.edit()
                .event(ItemEvent.SEND)
                .sent(now, now.plusSeconds(60))
                .owner("worker-1")
                .dueAt(now.plusSeconds(90))
                .message("it's \"said\" 🙂")
                .file("/a/b.xlsx")
                .failures(2)
                .job(JOB)
                .givenBack()
                .done(now));
        assertThat(item(fresh)).isEqualTo(changed);
    }

    @Test
    void aTransactionThatThrowsChangesNothing() {
        BatchRecord batch = batch("a");
        ItemRecord item = add(batch, "1");
        assertThatThrownBy(() -> store.transact(tx -> {
                    tx.save(item.edit().owner("worker").done(tx.now()));
                    tx.save(batch.in(BatchStage.PAUSED));
                    tx.add(batch, "2", item.request());
                    tx.addWorker("worker", tx.now());
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("on purpose");
        assertThat(items(batch)).containsExactly(item);
        assertThat(store.<Boolean>transact(tx -> tx.removeWorker("worker"))).isFalse();
        assertThat(store.transact(tx -> tx.batch("a")).orElseThrow().stage()).isEqualTo(BatchStage.RUNNING);
    }

    @Test
    void aJobBelongsToOneItem() {
        BatchRecord batch = batch("a");
        ItemRecord owner = add(batch, "1");
        ItemRecord other = add(batch, "2");
        save(owner.edit().event(ItemEvent.CREATED).job(JOB).done(now()));
        ItemRecord claim = other.edit().event(ItemEvent.CREATED).job(JOB).done(now());
        assertThatThrownBy(() -> save(claim)).isInstanceOf(DuplicateException.class);
        assertThat(item(other)).isEqualTo(other);
    }

    @Test
    void exportsThatAreAlikeAreNotSentAtOnce() {
        ItemRecord one = add(batch("a"), "key");
        ItemRecord alike = add(batch("b"), "key");
        ItemRecord sent = save(sending(one));
        assertThatThrownBy(() -> save(sending(alike))).isInstanceOf(DuplicateException.class);
        assertThat(item(alike)).isEqualTo(alike);
        save(sent.edit().event(ItemEvent.CREATED).job(JOB).done(now()));
        assertThat(save(sending(alike))).isEqualTo(item(alike));
    }

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
    void pagesOfItemsFollowEachOther() {
        BatchRecord batch = batch("a");
        for (int i = 0; i < 5; i++) {
            add(batch, "key" + i);
        }
        add(batch("b"), "other");
        List<String> keys = new ArrayList<>();
        long after = 0;
        while (true) {
            long from = after;
            List<ItemRecord> page = store.transact(tx -> tx.items(batch, EnumSet.of(ItemState.WAITING), from, 2));
            if (page.isEmpty()) {
                break;
            }
            page.forEach(item -> keys.add(item.key()));
            after = page.get(page.size() - 1).id();
        }
        assertThat(keys).containsExactly("key0", "key1", "key2", "key3", "key4");
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

    @Test
    void aWorkerLivesAsLongAsItIsRenewed() {
        Instant now = now();
        store.transact(tx -> {
            tx.addWorker("alive", now.plus(HOUR));
            tx.addWorker("dead", now.minus(HOUR));
            return true;
        });
        assertThat(list(tx -> tx.dead())).containsExactly("dead");
        assertThat(store.<Boolean>transact(tx -> tx.renew("dead", now.plus(HOUR))))
                .isTrue();
        assertThat(list(tx -> tx.dead())).isEmpty();
        assertThat(store.<Boolean>transact(tx -> tx.removeWorker("dead"))).isTrue();
        assertThat(store.<Boolean>transact(tx -> tx.removeWorker("dead"))).isFalse();
        assertThat(store.<Boolean>transact(tx -> tx.renew("dead", now.plus(HOUR))))
                .isFalse();
    }

    @Test
    void aRemovedBatchIsGoneWithItsItems() {
        BatchRecord batch = batch("a");
        ItemRecord item = add(batch, "1");
        ItemRecord other = add(batch("b"), "1");
        store.transact(tx -> {
            tx.remove(batch);
            return true;
        });
        assertThat(store.<Boolean>transact(tx -> tx.item(item.id()).isPresent()))
                .isFalse();
        assertThat(store.<Boolean>transact(tx -> tx.batch("a").isPresent())).isFalse();
        assertThat(item(other)).isEqualTo(other);
    }

    @Test
    void noTwoTakeTheSameItem() throws Exception {
        BatchRecord batch = batch("a");
        for (int i = 0; i < 40; i++) {
            add(batch, "key" + i);
        }
        List<List<Long>> taken = inParallel(4, () -> {
            List<Long> mine = new ArrayList<>();
            for (int empty = 0; empty < 3; ) {
                List<ItemRecord> some = store.transact(tx -> {
                    List<ItemRecord> due = tx.dueToSend(batch, 3);
                    due.forEach(item -> tx.save(item.edit().owner("somebody").done(tx.now())));
                    return due;
                });
                some.forEach(item -> mine.add(item.id()));
                empty = some.isEmpty() ? empty + 1 : 0;
            }
            return mine;
        });
        assertThat(taken.stream().flatMap(List::stream)).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void noChangeOfALockedItemIsLost() throws Exception {
        ItemRecord item = add(batch("a"), "1");
        inParallel(4, () -> {
            for (int i = 0; i < 10; i++) {
                store.transact(tx -> {
                    ItemRecord present = tx.item(item.id()).orElseThrow();
                    tx.save(present.edit().failures(present.failures() + 1).done(tx.now()));
                    return true;
                });
            }
            return true;
        });
        assertThat(item(item).failures()).isEqualTo(40);
    }

    @Test
    void programsThatSubmitTheSameAtOnceAddItOnce() throws Exception {
        List<Integer> added = inParallel(4, () -> {
            int mine = 0;
            for (int i = 0; i < 10; i++) {
                String key = "key" + i;
                mine += store.transact(tx -> tx.add(
                                tx.addBatch(BatchPlan.named("a")), key, ExportRequest.of("https://example.com/" + key)))
                        ? 1
                        : 0;
            }
            return mine;
        });
        assertThat(added.stream().mapToInt(Integer::intValue).sum()).isEqualTo(10);
        assertThat(items(batch("a"))).hasSize(10);
    }

    @Test
    void whatWasCommittedIsThereWhenTheStoreIsOpenedAgain() throws Exception {
        BatchRecord batch = batch("a");
        ItemRecord item = save(sending(add(batch, "1")));
        store.close();
        store = openAgain(store);
        assertThat(items(batch)).containsExactly(item);
    }

    private static <T> List<T> inParallel(int threads, Callable<T> work)
            throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(work));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
