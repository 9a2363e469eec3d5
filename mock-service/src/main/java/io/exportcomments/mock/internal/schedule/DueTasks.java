package io.exportcomments.mock.internal.schedule;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Things to do at times. Guarded by the lock of whoever has it. */
public final class DueTasks {

    private final PriorityQueue<Item> items =
            new PriorityQueue<>(Comparator.comparing((Item i) -> i.at).thenComparing(i -> i.number));
    private long last;

    /** Notes something to do at a time. */
    public Item add(Instant at, Runnable work) {
        Item item = new Item(at, ++last, work);
        items.add(item);
        return item;
    }

    /** Leaves it undone. */
    public void cancel(@Nullable Item item) {
        if (item != null) {
            items.remove(item);
        }
    }

    /** When the next thing is to be done. */
    public @Nullable Instant nextDue() {
        Item next = items.peek();
        return next == null ? null : next.at;
    }

    /** Does, in order, what is due by then. */
    public void runDue(Instant now) {
        for (Item next = items.peek(); next != null && !next.at.isAfter(now); next = items.peek()) {
            items.remove();
            next.work.run();
        }
    }

    /** Something to do. */
    public static final class Item {
        private final Instant at;
        private final long number;
        private final Runnable work;

        private Item(Instant at, long number, Runnable work) {
            this.at = at;
            this.number = number;
            this.work = work;
        }
    }
}
