package io.exportcomments.bulk.internal;

import io.exportcomments.adapter.RearmableTimer;
import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.bulk.batch.BulkProgress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the progress of a batch for one subscriber, once a second, and tells it when it has changed. A slow subscriber
 * gets the newest.
 */
final class ProgressReader implements Flow.Subscription {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Flow.Subscriber<? super BulkProgress> subscriber;
    private final Supplier<BulkProgress> batch;
    private final SerialExecutor serial;
    private final RearmableTimer timer;
    private final Consumer<ProgressReader> whenOver;
    private @Nullable BulkProgress newest;
    private @Nullable BulkProgress told;
    private final AtomicBoolean ending = new AtomicBoolean();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private long wanted;
    private volatile boolean subscribed;
    private volatile boolean over;

    /**
     * One that has not begun; all is lent.
     *
     * @param batch reads the progress
     * @param whenOver hears when it reads no more
     */
    ProgressReader(
            Flow.Subscriber<? super BulkProgress> subscriber,
            Supplier<BulkProgress> batch,
            EngineSettings settings,
            Consumer<ProgressReader> whenOver) {
        this.subscriber = subscriber;
        this.batch = batch;
        this.whenOver = whenOver;
        serial = new SerialExecutor(settings.handlers());
        timer = new RearmableTimer(settings.time(), this::inTurn);
    }

    void begin() {
        inTurn(() -> {
            if (!over) {
                subscribe();
                read();
            }
        });
    }

    private void subscribe() {
        if (!subscribed) {
            subscribed = true;
            subscriber.onSubscribe(this);
        }
    }

    /** Has the subscriber told by its threads that nothing more comes; the future completes when it was. */
    CompletableFuture<Void> end(RuntimeException why) {
        try {
            serial.execute(() -> endNow(why));
        } catch (RejectedExecutionException gone) {
            endNow(why);
        }
        return ended;
    }

    /** Tells the subscriber that nothing more comes, unless its threads have. */
    void endNow(RuntimeException why) {
        if (ending.compareAndSet(false, true)) {
            if (!over) {
                subscribe();
                fail(why);
            }
            ended.complete(null);
        }
    }

    @Override
    public void request(long n) {
        inTurn(() -> {
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
        try {
            serial.execute(timer::clear);
        } catch (RejectedExecutionException gone) {
            timer.clear();
        }
        whenOver.accept(this);
    }

    /** Once its threads take no more tasks, the subscriber hears of the end on the thread that found out. */
    private void inTurn(Runnable task) {
        try {
            serial.execute(task);
        } catch (RejectedExecutionException | OutOfMemoryError gone) {
            endNow(new IllegalStateException("The threads that tell subscribers take no more tasks", gone));
        }
    }

    private void read() {
        if (over) {
            return;
        }
        try {
            newest = batch.get();
        } catch (RuntimeException | Error e) {
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
            finish();
            subscriber.onComplete();
        }
    }

    private void fail(Throwable error) {
        if (!over) {
            finish();
            subscriber.onError(error);
        }
    }

    private void finish() {
        over = true;
        timer.clear();
        whenOver.accept(this);
    }
}
