package io.exportcomments.bulk.internal;

import io.exportcomments.adapter.RearmableTimer;
import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.bulk.batch.BulkProgress;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a batch, whichever workers bring it about: read once a second for each subscriber, told when it has
 * changed, complete when the batch is over. A slow subscriber gets the newest.
 */
public final class ProgressPublisher implements Flow.Publisher<BulkProgress> {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Supplier<BulkProgress> batch;
    private final Timekeeper time;
    private final Executor threads;

    /**
     * The progress of a batch; all is lent.
     *
     * @param batch reads it
     */
    public ProgressPublisher(Supplier<BulkProgress> batch, Timekeeper time, Executor threads) {
        this.batch = batch;
        this.time = time;
        this.threads = threads;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super BulkProgress> subscriber) {
        Reader reader = new Reader(subscriber);
        reader.serial.execute(() -> {
            subscriber.onSubscribe(reader);
            reader.read();
        });
    }

    private final class Reader implements Flow.Subscription {
        private final Flow.Subscriber<? super BulkProgress> subscriber;
        private final SerialExecutor serial = new SerialExecutor(threads);
        private final RearmableTimer timer = new RearmableTimer(time, serial);
        private @Nullable BulkProgress newest;
        private @Nullable BulkProgress told;
        private long wanted;
        private volatile boolean over;

        Reader(Flow.Subscriber<? super BulkProgress> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long n) {
            serial.execute(() -> {
                if (n < 1) {
                    fail(new IllegalArgumentException("At least one must be requested, and not " + n));
                } else {
                    wanted = wanted + n < 0 ? Long.MAX_VALUE : wanted + n;
                    tell();
                }
            });
        }

        @Override
        public void cancel() {
            over = true;
            serial.execute(timer::clear);
        }

        private void read() {
            if (over) {
                return;
            }
            try {
                newest = batch.get();
            } catch (RuntimeException e) {
                fail(e);
                return;
            }
            tell();
            if (!over) {
                timer.set(INTERVAL, this::read);
            }
        }

        private void tell() {
            BulkProgress progress = newest;
            if (over || progress == null) {
                return;
            }
            if (wanted > 0 && !progress.equals(told)) {
                wanted--;
                told = progress;
                subscriber.onNext(progress);
            }
            if (!over && progress.isOver() && progress.equals(told)) {
                over = true;
                timer.clear();
                subscriber.onComplete();
            }
        }

        private void fail(RuntimeException error) {
            if (!over) {
                over = true;
                timer.clear();
                subscriber.onError(error);
            }
        }
    }
}
