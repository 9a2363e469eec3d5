package io.exportcomments.update.webhook;

import io.exportcomments.port.UpdateSink;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Tells one sink what it has to hear, by one thread at a time and in order, with no lock held; nothing after it was cancelled. */
final class FollowedJob {
    private final UpdateSink sink;
    private final Queue<Consumer<UpdateSink>> news = new ConcurrentLinkedQueue<>();
    private final AtomicInteger tellers = new AtomicInteger();
    private volatile boolean cancelled;

    FollowedJob(UpdateSink sink) {
        this.sink = sink;
    }

    /** Adds what {@link #tell()} will tell. */
    void prepare(Consumer<UpdateSink> first) {
        news.add(first);
    }

    void tell(Consumer<UpdateSink> item) {
        news.add(item);
        tell();
    }

    void tell() {
        if (tellers.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        while (seen > 0) {
            for (Consumer<UpdateSink> item = news.poll(); item != null; item = news.poll()) {
                if (!cancelled) {
                    item.accept(sink);
                }
            }
            seen = tellers.addAndGet(-seen);
        }
    }

    void cancel() {
        cancelled = true;
    }
}
