package io.exportcomments.mock.internal.realtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Sends events on from the history to the sockets, with the active faults. Guarded by the hub's lock. */
final class EventSender {

    private final RealtimeFaultCounts faults;
    private final BiConsumer<Runnable, RealtimeFaultCounts> later;
    private final Random random = new Random(1);
    private final List<Runnable> held = new ArrayList<>();
    private final Consumer<Runnable> together;
    private int toHold;
    private boolean joined;

    /**
     * Later runs what it is given after the delay that the faults say; together has what is sent meanwhile go out in
     * one frame for each socket.
     */
    EventSender(
            RealtimeFaultCounts faults, BiConsumer<Runnable, RealtimeFaultCounts> later, Consumer<Runnable> together) {
        this.faults = faults;
        this.later = later;
        this.together = together;
    }

    void send(Runnable event) {
        if (faults.lost.take()) {
            return;
        }
        if (faults.delayed.take()) {
            later.accept(event, faults);
        } else if (toHold > 0) {
            held.add(event);
            if (held.size() == toHold) {
                hold(0, false);
            }
        } else {
            event.run();
            if (faults.doubled.take()) {
                event.run();
            }
        }
    }

    /** Releases what is held, in another order or in one frame, and holds the given number from now on. */
    void hold(int next, boolean join) {
        List<Runnable> order = new ArrayList<>(held);
        while (!joined && order.size() > 1 && order.equals(held)) {
            Collections.shuffle(order, random);
        }
        Runnable all = () -> order.forEach(Runnable::run);
        if (joined) {
            together.accept(all);
        } else {
            all.run();
        }
        held.clear();
        toHold = next;
        joined = join;
    }
}
