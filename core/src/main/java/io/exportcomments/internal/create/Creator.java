package io.exportcomments.internal.create;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.internal.call.Calls;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.Operation;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.Timeouts;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Creates jobs, each of them once. A creation whose outcome is unknown is looked up in the list, and adopted if it can be told
 * apart; sent again, once, if it surely is not there; and failed otherwise, with an error that says so. Thread-safe.
 */
public final class Creator implements AutoCloseable {
    private final Calls calls;
    private final Timekeeper time;
    private final Timeouts timeouts;
    private final Executor aside;
    private final Ledger ledger = new Ledger();
    private final Set<Creation> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param aside runs what a timer sets off, so that it does not run on the timekeeper's thread
     */
    public Creator(Calls calls, Timekeeper time, Timeouts timeouts, Executor aside) {
        this.calls = calls;
        this.time = time;
        this.timeouts = timeouts;
        this.aside = aside;
    }

    /**
     * Creates a job. Cancelling the future ends the trying; the job may exist by then, or come to.
     */
    public CompletableFuture<Job> create(ExportRequest request) {
        Creation creation = new Creation(request, calls, time, timeouts, aside, ledger);
        running.add(creation);
        creation.whenComplete((job, failure) -> running.remove(creation));
        if (closed) {
            creation.completeExceptionally(closedError());
        } else {
            creation.begin();
        }
        return creation;
    }

    /** Ends all creations under way; their jobs may exist. Closing twice is fine. */
    @Override
    public void close() {
        closed = true;
        List.copyOf(running).forEach(creation -> creation.completeExceptionally(closedError()));
    }

    private static ClientClosedException closedError() {
        return new ClientClosedException(ErrorContext.of(Operation.CREATE, null), null);
    }
}
