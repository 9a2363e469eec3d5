package io.exportcomments.mock.internal.jobs;

import io.exportcomments.mock.job.JobEvent;
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

    private final Queue<JobEvent> events = new ConcurrentLinkedQueue<>();
    private final List<Consumer<JobEvent>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger wanted = new AtomicInteger();

    void add(JobEvent event) {
        events.add(event);
    }

    Registration onEvent(Consumer<JobEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void deliver() {
        if (events.isEmpty() || wanted.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            for (JobEvent event = events.poll(); event != null; event = events.poll()) {
                tell(event);
            }
            seen = wanted.addAndGet(-seen);
        } while (seen > 0);
    }

    private void tell(JobEvent event) {
        for (Consumer<JobEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "a listener failed on " + event, e);
            }
        }
    }
}
