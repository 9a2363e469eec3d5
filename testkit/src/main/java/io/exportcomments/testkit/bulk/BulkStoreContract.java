package io.exportcomments.testkit.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.bulk.batch.BatchPlan;
import io.exportcomments.bulk.batch.BatchStage;
import io.exportcomments.bulk.batch.ItemEvent;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.port.BatchRecord;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.bulk.port.DuplicateException;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store of bulk exports keeps to: the engine's promises rest on it. */
public abstract class BulkStoreContract extends PurgeCases {
    /** For subclasses. */
    protected BulkStoreContract() {}

    /** Opens a store that is empty. */
    @Override
    protected abstract BulkStore open() throws Exception;

    /** Opens what another store has kept, as after the end of its program; the other is closed before. */
    @Override
    protected abstract BulkStore openAgain(BulkStore before) throws Exception;

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

    /** Guids are the same in capitals, in which a person may write one. */
    @Test
    void aJobBelongsToOneItemHoweverItIsWritten() {
        BatchRecord batch = batch("a");
        save(add(batch, "1").edit().event(ItemEvent.CREATED).job(JOB).done(now()));
        JobGuid capitals = JobGuid.of(JOB.value().toUpperCase(Locale.ROOT));
        ItemRecord claim =
                add(batch, "2").edit().event(ItemEvent.CREATED).job(capitals).done(now());
        assertThatThrownBy(() -> save(claim)).isInstanceOf(DuplicateException.class);
    }

    /** What services and programs say must not keep an item from its end. */
    @Test
    void whateverIsSaidOfAnItemCanBeStored() {
        ItemRecord item = add(batch("a"), "1");
        String text = "zero \u0000, half \ud83d, more " + "x".repeat(470) + "🙂".repeat(20);
        ItemRecord said = save(item.edit().message(text).file("f".repeat(5_000)).done(now()));
        assertThat(item(said).message()).startsWith("zero ");
        assertThat(item(said).file()).isEqualTo(said.file());
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
}
