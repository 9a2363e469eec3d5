package io.exportcomments.internal.list;

import io.exportcomments.adapter.Failures;
import io.exportcomments.internal.concurrent.Mailbox;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobPage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** All jobs of the account for each subscriber, newest first; at most one page is under way, and only when it is wanted. */
public final class JobsPublisher implements Flow.Publisher<Job> {
    private final IntFunction<CompletableFuture<JobPage>> pages;
    private final Executor callbacks;

    /**
     * @param pages reads a page by its number
     * @param callbacks calls the subscribers
     */
    public JobsPublisher(IntFunction<CompletableFuture<JobPage>> pages, Executor callbacks) {
        this.pages = pages;
        this.callbacks = callbacks;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Job> subscriber) {
        Listing listing = new Listing(Objects.requireNonNull(subscriber, "subscriber"));
        listing.onCallbackThread(() -> {
            subscriber.onSubscribe(listing);
            listing.step();
        });
    }

    private final class Listing implements Flow.Subscription {
        private final Flow.Subscriber<? super Job> subscriber;
        private final Mailbox mailbox = new Mailbox();
        private final PageCursor cursor = new PageCursor();
        private final Deque<Job> ready = new ArrayDeque<>();
        private final AtomicLong demand = new AtomicLong();
        private @Nullable CompletableFuture<JobPage> fetching;
        private volatile boolean over;

        Listing(Flow.Subscriber<? super Job> subscriber) {
            this.subscriber = subscriber;
        }

        void onCallbackThread(Runnable task) {
            callbacks.execute(() -> mailbox.post(() -> guarded(task)));
        }

        private void guarded(Runnable task) {
            try {
                task.run();
            } catch (RuntimeException e) {
                release();
                throw e;
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
            mailbox.post(this::release);
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
            CompletableFuture<JobPage> exchange = pages.apply(cursor.nextPage());
            fetching = exchange;
            exchange.whenComplete((page, error) -> {
                if (!over) {
                    onCallbackThread(() -> fetched(page, error));
                }
            });
        }

        private void fetched(JobPage page, @Nullable Throwable error) {
            fetching = null;
            if (error != null) {
                fail(Failures.unwrap(error));
            } else {
                ready.addAll(cursor.take(page));
                step();
            }
        }

        private void fail(Throwable error) {
            if (!over) {
                release();
                subscriber.onError(error);
            }
        }
    }
}
