package io.exportcomments.bulk.internal;

import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.port.BatchRecord;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.bulk.port.StoreTransaction;
import io.exportcomments.bulk.port.Work;
import io.exportcomments.job.BatchRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** One transaction in which a worker takes what nobody has. */
final class WorkTaking {
    private static final Set<Work> BUT_FOLLOWED = EnumSet.of(Work.LOOK_UP, Work.HAND_OVER);

    private final StoreTransaction tx;
    private final String worker;
    private final Duration lease;

    WorkTaking(StoreTransaction tx, String worker, Duration lease) {
        this.tx = tx;
        this.worker = worker;
        this.lease = lease;
    }

    /**
     * How much a worker takes.
     *
     * @param underWay how many items whose jobs are to be looked up or followed, or whose ends are to be handed over
     * @param followed how many more whose jobs are to be followed
     * @param toSend tells from what all workers have on the way how many items are to be sent, and how
     * @param mayGoTogether whether an item may be part of a batch of the service
     */
    record Appetite(
            int underWay,
            int followed,
            Function<Supplier<Map<ItemState, Long>>, Portion> toSend,
            Predicate<ItemRecord> mayGoTogether) {}

    /** What a worker has taken; one by one or together is how items that wait are to be sent. */
    record Taken(List<ItemRecord> underWay, List<ItemRecord> singly, List<ItemRecord> together) {
        static final Taken NOTHING = new Taken(List.of(), List.of(), List.of());
    }

    /** First what is under way, then what is to be sent, of the batches in their order. */
    Taken take(Appetite appetite) {
        List<ItemRecord> underWay = underWay(appetite);
        List<BatchRecord> batches = tx.batchesToSend();
        Portion portion =
                batches.isEmpty() ? Portion.NOTHING : appetite.toSend().apply(tx::underWay);
        List<ItemRecord> singly = waiting(batches, portion.singly());
        List<ItemRecord> together = portion.together() == 0
                ? List.of()
                : BatchGroups.largest(
                        waiting(batches, BatchRequest.MOST_URLS), appetite.mayGoTogether(), portion.together());
        boolean found = !(underWay.isEmpty() && singly.isEmpty() && together.isEmpty());
        return found && tx.renew(worker, tx.now().plus(lease))
                ? new Taken(taken(underWay), taken(singly), taken(together))
                : Taken.NOTHING;
    }

    private List<ItemRecord> underWay(Appetite appetite) {
        List<ItemRecord> found = new ArrayList<>();
        if (appetite.underWay() > 0) {
            found.addAll(tx.due(BUT_FOLLOWED, appetite.underWay()));
        }
        int followed = appetite.underWay() - found.size() + appetite.followed();
        if (followed > 0) {
            found.addAll(tx.due(EnumSet.of(Work.FOLLOW), followed));
        }
        return found;
    }

    private List<ItemRecord> waiting(List<BatchRecord> batches, int most) {
        List<ItemRecord> found = new ArrayList<>();
        for (BatchRecord batch : batches) {
            if (found.size() < most) {
                found.addAll(tx.dueToSend(batch, most - found.size()));
            }
        }
        return found;
    }

    private List<ItemRecord> taken(List<ItemRecord> items) {
        Instant now = tx.now();
        List<ItemRecord> taken = new ArrayList<>();
        for (ItemRecord item : items) {
            ItemRecord mine = item.edit().owner(worker).done(now);
            tx.save(mine);
            taken.add(mine);
        }
        return taken;
    }
}
