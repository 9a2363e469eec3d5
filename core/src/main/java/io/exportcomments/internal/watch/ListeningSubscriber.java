package io.exportcomments.internal.watch;

import io.exportcomments.internal.log.LibraryLog;
import io.exportcomments.job.JobUpdate;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** A subscriber made of plain functions, which takes all there is; a function that throws misses only its own call. */
final class ListeningSubscriber implements Flow.Subscriber<JobUpdate> {
    private final Consumer<JobUpdate> onUpdate;
    private final Runnable onEnd;
    private final Consumer<Throwable> onError;

    ListeningSubscriber(Consumer<JobUpdate> onUpdate, Runnable onEnd, Consumer<Throwable> onError) {
        this.onUpdate = onUpdate;
        this.onEnd = onEnd;
        this.onError = onError;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(JobUpdate update) {
        guarded(() -> onUpdate.accept(update));
    }

    @Override
    public void onError(Throwable error) {
        guarded(() -> onError.accept(error));
    }

    @Override
    public void onComplete() {
        guarded(onEnd);
    }

    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            LibraryLog.get()
                    .log(System.Logger.Level.WARNING, "A listener failed; it hears the next update all the same", e);
        }
    }
}
