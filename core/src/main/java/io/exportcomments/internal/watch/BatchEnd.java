package io.exportcomments.internal.watch;

import io.exportcomments.job.BatchUpdate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The last update of a batch. Cancelling it, or completing it otherwise, ends the watch behind it. */
public final class BatchEnd extends CompletableFuture<BatchUpdate> implements Flow.Subscriber<BatchUpdate> {
    private volatile Flow.@Nullable Subscription subscription;

    private BatchEnd() {
        whenComplete((end, failure) -> leave());
    }

    /** Waits for the end of a watch. */
    public static BatchEnd of(Flow.Publisher<BatchUpdate> updates) {
        BatchEnd end = new BatchEnd();
        updates.subscribe(end);
        return end;
    }

    private void leave() {
        Flow.Subscription watching = subscription;
        if (watching != null) {
            watching.cancel();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
        if (isDone()) {
            leave();
        }
    }

    @Override
    public void onNext(BatchUpdate update) {
        if (update.isTerminal()) {
            complete(update);
        }
    }

    @Override
    public void onError(Throwable failure) {
        completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        // The last update came before.
    }
}
