package io.exportcomments.testkit.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.batch.ItemEvent;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.port.BatchRecord;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.bulk.port.Handover;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.job.ExportRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A batch is purged while another program gives it something to do, in a transaction that is not committed yet. */
abstract class PurgeCases extends SharedStoreCases {
    private static final Duration AGE = Duration.ofMinutes(1);

    private ItemRecord over(String batch, ItemEvent end) {
        ItemRecord sent = save(sending(add(batch(batch), "old")));
        return save(sent.edit().event(end).handover(Handover.OVER).dueAt(null).done(now().minus(HOUR)));
    }

    private int purge() {
        return BulkBatches.in(store).purge(AGE);
    }

    /** Does something whose transaction of this number, 1 for the first, is open while the batch is purged. */
    private void whilePurged(int which, Consumer<BulkBatches> other) throws Exception {
        CompletableFuture<Integer> purged = new CompletableFuture<>();
        BulkStore slow = new LingeringStore(store, which, () -> {
            purged.completeAsync(this::purge);
            waitUntilOverOrBlocked(purged);
        });
        other.accept(BulkBatches.in(slow));
        assertThat(purged.get(30, TimeUnit.SECONDS)).isZero();
    }

    /** Where the store lets one transaction run at a time, the purge begins after the other's end. */
    private static void waitUntilOverOrBlocked(CompletableFuture<Integer> purged) {
        try {
            purged.get(300, TimeUnit.MILLISECONDS);
        } catch (TimeoutException blocked) {
            return;
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anOldBatchIsPurged() {
        over("a", ItemEvent.REFUSED);
        assertThat(purge()).isEqualTo(1);
        assertThat(store.<Boolean>transact(tx -> tx.batch("a").isPresent())).isFalse();
    }

    @Test
    void whatIsSubmittedWhileItsBatchIsPurgedStays() throws Exception {
        over("a", ItemEvent.REFUSED);
        whilePurged(1, bulk -> bulk.submit("a", List.of(ExportRequest.of("https://example.com/new"))));
        assertThat(items(batch("a"))).hasSize(2);
    }

    @Test
    void whatIsTriedAgainWhileItsBatchIsPurgedStays() throws Exception {
        ItemRecord refused = over("a", ItemEvent.REFUSED);
        whilePurged(2, bulk -> bulk.retryFailed("a"));
        assertThat(item(refused).state()).isEqualTo(ItemState.WAITING);
    }

    @Test
    void whatIsLookedAtAgainWhileItsBatchIsPurgedStays() throws Exception {
        ItemRecord refused = over("a", ItemEvent.REFUSED);
        whilePurged(5, bulk -> bulk.lookAgain("a"));
        assertThat(item(refused).state()).isEqualTo(ItemState.WAITING);
    }

    @Test
    void whatIsDecidedWhileItsBatchIsPurgedStays() throws Exception {
        ItemRecord unclear = over("a", ItemEvent.UNCLEAR);
        whilePurged(2, bulk -> bulk.decide(unclear.id(), Optional.empty()));
        assertThat(item(unclear).state()).isEqualTo(ItemState.WAITING);
    }

    @Test
    void aBatchThatIsBeingRemovedIsKeptByNobody() throws Exception {
        BatchRecord batch = batch("a");
        CompletableFuture<Boolean> kept = new CompletableFuture<>();
        store.transact(tx -> {
            assertThat(tx.lockToRemove(batch)).contains(batch);
            kept.completeAsync(() -> store.transact(other -> other.keep(batch).isPresent()));
            tx.remove(batch);
            return true;
        });
        assertThat(kept.get(30, TimeUnit.SECONDS)).isFalse();
        assertThat(store.<Boolean>transact(tx -> tx.lockToRemove(batch).isPresent()))
                .isFalse();
    }
}
