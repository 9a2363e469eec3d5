package io.exportcomments.mock.internal.jobs;

import io.exportcomments.mock.job.MockJobEvent;
import io.exportcomments.mock.time.MockClock.Registration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Delivers events in order, outside the engine's lock, by whichever thread comes first. */
final class Outbox {

    private static final System.Logger LOG = System.getLogger(Outbox.class.getName());

    private final Queue<MockJobEvent> events = new ConcurrentLinkedQueue<>();
    private final List<Consumer<MockJobEvent>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger wanted = new AtomicInteger();

    void add(MockJobEvent event) {
        events.add(event);
    }

    Registration onEvent(Consumer<MockJobEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void deliver() {
        if (events.isEmpty() || wanted.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            for (MockJobEvent event = events.poll(); event != null; event = events.poll()) {
                tell(event);
            }
            seen = wanted.addAndGet(-seen);
        } while (seen > 0);
    }

    private void tell(MockJobEvent event) {
        for (Consumer<MockJobEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "a listener failed on " + event, e);
            }
        }
    }
}
