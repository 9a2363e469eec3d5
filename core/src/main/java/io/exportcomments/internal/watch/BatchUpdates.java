package io.exportcomments.internal.watch;

import io.exportcomments.adapter.Failures;
import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.job.BatchUpdate;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
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
        new Following(Objects.requireNonNull(subscriber, "subscriber")).begin();
    }

    /** One subscriber's view; all that changes it happens in turns. */
    private final class Following implements Flow.Subscription {
        private final Flow.Subscriber<? super BatchUpdate> subscriber;
        private final SerialExecutor turns = new SerialExecutor();
        private final AtomicLong demand = new AtomicLong();
        private final List<Flow.Subscription> watching = new ArrayList<>();
        private final Map<JobGuid, JobUpdate> newest = new LinkedHashMap<>();
        private @Nullable CompletableFuture<List<JobGuid>> asking;
        private int size = -1;
        private boolean news;
        private volatile boolean over;

        Following(Flow.Subscriber<? super BatchUpdate> subscriber) {
            this.subscriber = subscriber;
        }

        void begin() {
            try {
                callbacks.execute(() -> inTurn(() -> {
                    subscriber.onSubscribe(this);
                    if (!over) {
                        ask();
                    }
                }));
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                inTurn(() -> {
                    subscriber.onSubscribe(this);
                    fail(reason(e));
                });
            }
        }

        private void ask() {
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
            if (over) {
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

        private void step() {
            if (over || !news || demand.get() == 0) {
                return;
            }
            demand.getAndUpdate(left -> left == Long.MAX_VALUE ? left : left - 1);
            news = false;
            BatchUpdate update = new BatchUpdate(size, List.copyOf(newest.values()));
            subscriber.onNext(update);
            if (update.isTerminal() && !over) {
                over = true;
                subscriber.onComplete();
            }
        }

        @Override
        public void request(long n) {
            if (over) {
                return;
            }
            if (n <= 0) {
                onCallbackThread(() ->
                        fail(new IllegalArgumentException("A subscriber must request 1 or more (rule 3.9): " + n)));
                return;
            }
            demand.getAndUpdate(before -> before + n < 0 ? Long.MAX_VALUE : before + n);
            onCallbackThread(this::step);
        }

        @Override
        public void cancel() {
            over = true;
            turns.execute(this::release);
        }

        private void release() {
            over = true;
            CompletableFuture<List<JobGuid>> asked = asking;
            if (asked != null) {
                asked.cancel(true);
            }
            watching.forEach(Flow.Subscription::cancel);
            watching.clear();
            newest.clear();
        }

        private void fail(Throwable error) {
            if (!over) {
                release();
                subscriber.onError(error);
            }
        }

        /** Once the callback threads take no more, the subscriber hears of the end on the thread that found out. */
        private void onCallbackThread(Runnable task) {
            try {
                callbacks.execute(() -> inTurn(task));
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                inTurn(() -> fail(reason(e)));
            }
        }

        private static Throwable reason(Throwable refusal) {
            return refusal instanceof RejectedExecutionException
                    ? new ClientClosedException(ErrorContext.of(Operation.BATCH_GET, null), refusal)
                    : refusal;
        }

        /** What the subscriber throws ends its view. */
        private void inTurn(Runnable task) {
            turns.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException | Error e) {
                    release();
                    throw e;
                }
            });
        }
    }
}
