package io.exportcomments.bulk.internal;

import io.exportcomments.bulk.batch.BulkProgress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whoever reads the progress of batches, as long as there are threads for it. Thread-safe. */
public final class ProgressReaders {
    private static final System.Logger LOG = System.getLogger("io.exportcomments.bulk");
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<ProgressReader> readers = new HashSet<>();
    private @Nullable EngineSettings settings;

    /** Takes subscribers from now on, and calls them by these settings; they are lent until {@link #close}. */
    public void open(EngineSettings lent) {
        lock.lock();
        try {
            settings = lent;
        } finally {
            lock.unlock();
        }
    }

    /** What can be subscribed to as often as this is open, and refuses where it is not. */
    public Flow.Publisher<BulkProgress> publisher(Supplier<BulkProgress> batch) {
        return subscriber -> {
            ProgressReader reader = added(Objects.requireNonNull(subscriber, "subscriber"), batch);
            if (reader == null) {
                refuse(subscriber);
            } else {
                reader.begin();
            }
        };
    }

    private @Nullable ProgressReader added(
            Flow.Subscriber<? super BulkProgress> subscriber, Supplier<BulkProgress> batch) {
        lock.lock();
        try {
            if (settings == null) {
                return null;
            }
            ProgressReader reader = new ProgressReader(subscriber, batch, settings, this::remove);
            readers.add(reader);
            return reader;
        } finally {
            lock.unlock();
        }
    }

    private void remove(ProgressReader reader) {
        lock.lock();
        try {
            readers.remove(reader);
        } finally {
            lock.unlock();
        }
    }

    private static void refuse(Flow.Subscriber<?> subscriber) {
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {
                // Nothing comes.
            }

            @Override
            public void cancel() {
                // Nothing comes.
            }
        });
        subscriber.onError(closed());
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("The bulk exports are closed");
    }

    /** Tells all subscribers that it is closed, and takes no more. Waits at most a second for their threads. */
    public void close() {
        List<ProgressReader> ending;
        lock.lock();
        try {
            settings = null;
            ending = List.copyOf(readers);
            readers.clear();
        } finally {
            lock.unlock();
        }
        await(CompletableFuture.allOf(
                ending.stream().map(reader -> reader.end(closed())).toArray(CompletableFuture[]::new)));
        ending.forEach(reader -> reader.endNow(closed()));
    }

    private static void await(CompletableFuture<Void> ended) {
        try {
            ended.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException busy) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "The threads of subscribers are busy; they are told by another one",
                    busy);
        }
    }
}
