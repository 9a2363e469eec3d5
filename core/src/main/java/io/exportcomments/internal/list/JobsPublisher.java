package io.exportcomments.internal.list;

import io.exportcomments.adapter.Failures;
import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.Operation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * All jobs of the account for each subscriber, newest first; at most one page is under way, and only when it is
 * wanted.
 */
public final class JobsPublisher implements Flow.Publisher<Job> {
    private final PageReader pages;
    private final int pageSize;
    private final Executor callbacks;

    /**
     * @param pageSize how many jobs to ask for on a page
     * @param callbacks calls the subscribers
     */
    public JobsPublisher(PageReader pages, int pageSize, Executor callbacks) {
        this.pages = pages;
        this.pageSize = pageSize;
        this.callbacks = callbacks;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Job> subscriber) {
        new Listing(Objects.requireNonNull(subscriber, "subscriber")).begin();
    }

    /** Reads a page of the list. */
    @FunctionalInterface
    public interface PageReader {
        /**
         * Reads a page.
         *
         * @param page its number, from 1
         * @param limit how many jobs to ask for
         */
        CompletableFuture<JobPage> read(int page, int limit);
    }

    private final class Listing implements Flow.Subscription {
        private final Flow.Subscriber<? super Job> subscriber;
        private final SerialExecutor turns = new SerialExecutor();
        private final PageCursor cursor = new PageCursor(pageSize);
        private final Deque<Job> ready = new ArrayDeque<>();
        private final AtomicLong demand = new AtomicLong();
        private @Nullable CompletableFuture<JobPage> fetching;
        private volatile boolean over;

        Listing(Flow.Subscriber<? super Job> subscriber) {
            this.subscriber = subscriber;
        }

        void begin() {
            try {
                callbacks.execute(() -> inTurn(() -> {
                    subscriber.onSubscribe(this);
                    step();
                }));
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                inTurn(() -> {
                    subscriber.onSubscribe(this);
                    fail(reason(e));
                });
            }
        }

        /**
         * Once the callback threads take no more tasks, the subscriber hears of the end on the thread that found out.
         */
        private void onCallbackThread(Runnable task) {
            try {
                callbacks.execute(() -> inTurn(task));
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                inTurn(() -> fail(reason(e)));
            }
        }

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
            ready.clear();
            CompletableFuture<JobPage> exchange = fetching;
            if (exchange != null) {
                exchange.cancel(true);
            }
        }

        private void step() {
            while (!over && demand.get() > 0 && !ready.isEmpty()) {
                demand.getAndUpdate(left -> left == Long.MAX_VALUE ? left : left - 1);
                subscriber.onNext(ready.remove());
            }
            if (over || !ready.isEmpty() || fetching != null) {
                return;
            }
            if (cursor.isOver()) {
                over = true;
                subscriber.onComplete();
            } else if (demand.get() > 0) {
                fetch();
            }
        }

        private void fetch() {
            CompletableFuture<JobPage> exchange = pages.read(cursor.nextPage(), cursor.limit());
            fetching = exchange;
            exchange.whenComplete((page, error) -> {
                if (!over) {
                    onCallbackThread(() -> fetched(page, error));
                }
            });
        }

        private void fetched(JobPage page, @Nullable Throwable error) {
            fetching = null;
            Throwable failure = error == null ? null : Failures.unwrap(error);
            if (failure != null && !cursor.endsWith(failure)) {
                fail(failure);
                return;
            }
            if (failure == null) {
                ready.addAll(cursor.take(page));
            }
            step();
        }

        private static Throwable reason(Throwable refusal) {
            return refusal instanceof RejectedExecutionException
                    ? new ClientClosedException(ErrorContext.of(Operation.LIST, null), refusal)
                    : refusal;
        }

        private void fail(Throwable error) {
            if (!over) {
                release();
                subscriber.onError(error);
            }
        }
    }
}
