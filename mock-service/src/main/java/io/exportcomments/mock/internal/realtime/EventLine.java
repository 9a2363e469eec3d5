package io.exportcomments.mock.internal.realtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/** The way of events from the history to the sockets, with what goes wrong on it. Guarded by the hub's lock. */
final class EventLine {

    private final FaultDesk faults;
    private final BiConsumer<Runnable, FaultDesk> later;
    private final Random random = new Random(1);
    private final List<Runnable> held = new ArrayList<>();
    private int toHold;

    /** Later runs what it is given after the delay that the faults say. */
    EventLine(FaultDesk faults, BiConsumer<Runnable, FaultDesk> later) {
        this.faults = faults;
        this.later = later;
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
                shuffle(0);
            }
        } else {
            event.run();
            if (faults.doubled.take()) {
                event.run();
            }
        }
    }

    /** Lets go what is held, in another order, and holds so many from now on. */
    void shuffle(int next) {
        List<Runnable> order = new ArrayList<>(held);
        while (order.size() > 1 && order.equals(held)) {
            java.util.Collections.shuffle(order, random);
        }
        held.clear();
        toHold = next;
        order.forEach(Runnable::run);
    }
}
