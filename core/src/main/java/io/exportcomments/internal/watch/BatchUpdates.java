package io.exportcomments.internal.watch;

import io.exportcomments.adapter.Failures;
import io.exportcomments.internal.concurrent.SerialSubscription;
import io.exportcomments.job.BatchUpdate;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The updates of a batch: each of its jobs is watched, and each subscriber gets all of them as one, the newest when it
 * can take it, the end last and once.
 */
public final class BatchUpdates implements Flow.Publisher<BatchUpdate> {
    private final Watches watches;
    private final Supplier<CompletableFuture<List<JobGuid>>> jobs;
    private final Executor callbacks;

    /**
     * @param jobs finds out which jobs the batch has, once for each subscriber
     * @param callbacks calls the subscribers
     */
    public BatchUpdates(Watches watches, Supplier<CompletableFuture<List<JobGuid>>> jobs, Executor callbacks) {
        this.watches = watches;
        this.jobs = jobs;
        this.callbacks = callbacks;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super BatchUpdate> subscriber) {
        new Following(subscriber).begin();
    }

    private final class Following extends SerialSubscription<BatchUpdate> {
        private final List<Flow.Subscription> watching = new ArrayList<>();
        private final Map<JobGuid, JobUpdate> newest = new LinkedHashMap<>();
        private @Nullable CompletableFuture<List<JobGuid>> asking;
        private int size = -1;
        private boolean news;

        Following(Flow.Subscriber<? super BatchUpdate> subscriber) {
            super(subscriber, callbacks, Operation.BATCH_GET);
        }

        @Override
        protected void subscribed() {
            CompletableFuture<List<JobGuid>> asked = jobs.get();
            asking = asked;
            asked.whenComplete((guids, error) -> onCallbackThread(() -> {
                asking = null;
                if (error == null) {
                    watchAll(guids);
                } else {
                    fail(Failures.unwrap(error));
                }
            }));
        }

        private void watchAll(List<JobGuid> guids) {
            if (isOver()) {
                return;
            }
            size = guids.size();
            news = size == 0;
            for (JobGuid guid : guids) {
                watching.add(watches.listen(guid, this::updated, () -> {}, error -> inTurn(() -> fail(error))));
            }
            step();
        }

        private void updated(JobUpdate update) {
            inTurn(() -> {
                newest.put(update.job().guid(), update);
                news = true;
                step();
            });
        }

        @Override
        protected void step() {
            if (!news || !isWanted()) {
                return;
            }
            news = false;
            BatchUpdate update = new BatchUpdate(size, List.copyOf(newest.values()));
            next(update);
            if (update.isTerminal()) {
                complete();
            }
        }

        @Override
        protected void release() {
            CompletableFuture<List<JobGuid>> asked = asking;
            if (asked != null) {
                asked.cancel(true);
            }
            watching.forEach(Flow.Subscription::cancel);
            watching.clear();
            newest.clear();
        }
    }
}
