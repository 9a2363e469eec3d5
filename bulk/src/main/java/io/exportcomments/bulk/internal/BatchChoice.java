package io.exportcomments.bulk.internal;

import io.exportcomments.job.Plan;
import java.time.Duration;

/**
 * Decides whether items that wait are sent one by one or as a batch of the service. Both kinds of jobs run in the same
 * places. So a batch is faster only where single creations can't keep these places busy, because a limit of the plan
 * holds them up: then one goes as soon as little is left to run. There are few batches in a span of time; while more
 * than their share was sent, the next one waits until a place is free, so that it is as large as it can be. Immutable.
 */
final class BatchChoice {
    private final boolean certain;
    private final int running;
    private final long places;
    private final int urls;
    private final Duration pace;

    /**
     * @param certain whether the account has this plan: else its places hold up no single creations
     */
    BatchChoice(Plan plan, boolean certain) {
        this.certain = certain;
        running = plan.runningExports();
        places = (long) plan.runningExports() + plan.queuedExports();
        urls = plan.batches().urls();
        pace = plan.batches().span().dividedBy(plan.batches().submissions());
    }

    /**
     * How a worker stands.
     *
     * @param room how many items it may send one by one
     * @param heldUp whether single creations of it are held up by more than the places
     * @param largest how many items a batch of it may have; 0 while it must not send one
     * @param sinceLast how long ago its last batch was taken
     */
    record Standing(int room, boolean heldUp, int largest, Duration sinceLast) {}

    /**
     * How many items to take where no batch is ever sent: no more than the places that no worker has an item for.
     *
     * @param room how many items the worker may send
     * @param onTheWay how many items workers have taken, or are being sent, or have a job that has not ended
     */
    int singly(int room, long onTheWay) {
        return (int) Math.max(0, certain ? Math.min(room, places - onTheWay) : room);
    }

    /**
     * What to take.
     *
     * @param taken how many items workers have taken and not sent yet
     * @param sent how many items are being sent, or have a job that has not ended
     */
    Portion portion(long taken, long sent, Standing worker) {
        long onTheWay = taken + sent;
        if (!worker.heldUp()) {
            long free = certain ? places - onTheWay : worker.room();
            return new Portion((int) Math.max(0, Math.min(worker.room(), free)), 0);
        }
        long littleLeft = worker.sinceLast().compareTo(pace) >= 0 ? places : running - 1L;
        boolean isFaster = onTheWay <= places && sent <= littleLeft;
        return isFaster
                ? new Portion(0, (int) Math.max(0, Math.min(worker.largest(), urls - onTheWay)))
                : Portion.NOTHING;
    }
}
