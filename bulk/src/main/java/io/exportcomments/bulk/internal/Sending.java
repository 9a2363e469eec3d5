package io.exportcomments.bulk.internal;

import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.ItemEvent;
import io.exportcomments.bulk.port.DuplicateException;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.job.CreationJournal;
import io.exportcomments.port.Timekeeper;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An item in the hands of a sender. Its journal writes each sending down before it goes out, and lets nothing go out
 * for which there is no time left. Thread-safe.
 */
final class Sending {
    /** Writing down takes milliseconds; after so long, the time that the others allow is no longer certain to do. */
    private static final long MOST_NANOS = 5_000_000_000L;

    private final WorkLog log;
    private final Timekeeper time;
    private volatile ItemRecord item;
    private volatile boolean noted;
    private volatile boolean givenUp;
    private volatile @Nullable CompletableFuture<?> call;

    Sending(ItemRecord item, WorkLog log, Timekeeper time) {
        this.item = item;
        this.log = log;
        this.time = time;
    }

    /** The item as it was last written down. */
    ItemRecord item() {
        return item;
    }

    /** The item as it is shown once it waits again. */
    BulkItem waiting() {
        return item.edit().event(ItemEvent.TRY_LATER).done(item.changedAt()).shown();
    }

    /** Whether a sending of this worker was written down: then it may have gone out. */
    boolean isNoted() {
        return noted;
    }

    /** For {@code create} and {@code resumeCreate}. */
    CreationJournal journal() {
        return (request, at) -> note();
    }

    /**
     * Writes down that the item is about to be sent; what sends it in another way than by core calls this itself.
     *
     * @throws NotSentException if it must not be sent
     */
    void note() {
        long begun = time.nanoTime();
        item = log.noteSending(item);
        noted = true;
        checkTime(begun);
    }

    /**
     * Looks whether it may still be sent, and writes nothing down.
     *
     * @throws NotSentException if it must not be sent
     */
    void check() {
        log.checkSending(item);
    }

    private void checkTime(long begun) {
        if (time.nanoTime() - begun > MOST_NANOS) {
            throw new NotSentException("writing it down took too long");
        }
    }

    /** Whether the worker has given it up: then its failure says nothing of the item, which may be taken again. */
    boolean isGivenUp() {
        return givenUp;
    }

    /** For {@code createBatch}, which tells of its URLs one after the other, the first one first. */
    static CreationJournal journal(List<Sending> group) {
        String first = group.get(0).item.request().url();
        return (request, at) -> {
            if (request.url().equals(first)) {
                note(group);
            }
        };
    }

    /** Writes down all items of a group, or none, unless others are in the way. */
    private static void note(List<Sending> group) {
        Sending any = group.get(0);
        long begun = any.time.nanoTime();
        try {
            List<ItemRecord> noted =
                    any.log.noteSending(group.stream().map(Sending::item).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).item = noted.get(i);
                group.get(i).noted = true;
            }
        } catch (NotSentException e) {
            if (e.getCause() instanceof DuplicateException) {
                group.forEach(Sending::noteIfFree);
            }
            throw e;
        }
        any.checkTime(begun);
    }

    /** Tells those that can be sent, which go again at once, from those that can't. */
    private void noteIfFree() {
        try {
            note();
        } catch (NotSentException e) {
            noted = false;
        }
    }

    /** What to cancel when the item is given up. */
    void follow(CompletableFuture<?> exchange) {
        call = exchange;
    }

    /** Gives it up, unless it may have gone out: then its answer is worth having. */
    void cancel() {
        givenUp = true;
        CompletableFuture<?> exchange = call;
        if (exchange != null && !noted) {
            exchange.cancel(true);
        }
    }
}
