package io.exportcomments.bulk.internal;

import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.port.BatchRecord;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.bulk.port.StoreTransaction;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells which sendings went out as a batch of the service: its items are written down in one transaction, so at one
 * moment. The service may work through a batch for long, whoever waits for the answer.
 */
final class SentTogether {
    private final Set<Instant> moments;

    private SentTogether(Set<Instant> moments) {
        this.moments = moments;
    }

    /** Reads it from all batches of a store, as items of several may go together. */
    static SentTogether in(StoreTransaction tx) {
        Set<Instant> once = new HashSet<>();
        Set<Instant> often = new HashSet<>();
        for (BatchRecord batch : tx.batches()) {
            for (ItemRecord item : tx.items(batch, EnumSet.of(ItemState.SENDING), 0, Integer.MAX_VALUE)) {
                Instant at = item.sentAt();
                if (at != null && !once.add(at)) {
                    often.add(at);
                }
            }
        }
        return new SentTogether(often);
    }

    /** Whether an item is being sent, and others with it. */
    boolean has(ItemRecord item) {
        return item.state() == ItemState.SENDING && item.sentAt() != null && moments.contains(item.sentAt());
    }
}
