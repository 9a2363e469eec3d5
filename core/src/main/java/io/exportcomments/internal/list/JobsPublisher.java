package io.exportcomments.internal.list;

import io.exportcomments.adapter.Failures;
import io.exportcomments.internal.concurrent.SerialSubscription;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.Operation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
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
        new Listing(subscriber).begin();
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

    private final class Listing extends SerialSubscription<Job> {
        private final PageCursor cursor = new PageCursor(pageSize);
        private final Deque<Job> ready = new ArrayDeque<>();
        private @Nullable CompletableFuture<JobPage> fetching;

        Listing(Flow.Subscriber<? super Job> subscriber) {
            super(subscriber, callbacks, Operation.LIST);
        }

        @Override
        protected void subscribed() {
            step();
        }

        @Override
        protected void release() {
            ready.clear();
            CompletableFuture<JobPage> exchange = fetching;
            if (exchange != null) {
                exchange.cancel(true);
            }
        }

        @Override
        protected void step() {
            while (isWanted() && !ready.isEmpty()) {
                next(ready.remove());
            }
            if (isOver() || !ready.isEmpty() || fetching != null) {
                return;
            }
            if (cursor.isOver()) {
                complete();
            } else if (isWanted()) {
                fetch();
            }
        }

        private void fetch() {
            CompletableFuture<JobPage> exchange = pages.read(cursor.nextPage(), cursor.limit());
            fetching = exchange;
            exchange.whenComplete((page, error) -> {
                if (!isOver()) {
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
    }
}
