package io.exportcomments.internal.create;

import io.exportcomments.internal.call.Calls;
import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchRequest;
import io.exportcomments.job.CreationJournal;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.Timeouts;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Creates jobs, alone and in batches, each of them once. A creation whose outcome is unknown is looked up in the list:
 * its job is adopted if it can be identified; the request is sent again, once, if the job certainly does not exist;
 * otherwise the creation fails with an error that says so. Thread-safe.
 */
public final class Creator implements AutoCloseable {
    private final CreationContext context;
    /** In the order of their beginning, and so are they ended. */
    private final Set<InProgress> running = new LinkedHashSet<>();

    private volatile boolean closed;

    /** A creation, which its client's end ends. */
    interface InProgress {
        /** The client is closed, before anything was sent or after. */
        void closeClient();
    }

    /**
     * @param aside runs what a timer triggers, off the timekeeper's thread
     */
    public Creator(Calls calls, Timekeeper time, Timeouts timeouts, Executor aside) {
        context = new CreationContext(calls, time, timeouts, aside, new CreationRegistry(), new ServiceClock());
    }

    /** Creates a job. Cancelling the future stops the attempt; the job may already exist, or may still be created. */
    public CompletableFuture<Job> create(ExportRequest request, CreationJournal journal) {
        return start(new Creation(request, journal, context), Creation::begin);
    }

    /**
     * Finishes a creation that an earlier run of the program sent, as if its answer had been lost just now.
     *
     * @param ofOthers jobs that belong to other creations
     * @param sendings when some of those were sent, by the clock of {@code sentAt}
     */
    public CompletableFuture<Job> resume(
            ExportRequest request,
            Instant sentAt,
            Set<JobGuid> ofOthers,
            Map<JobGuid, Instant> sendings,
            CreationJournal journal) {
        context.registry().own(ofOthers, sendings);
        return start(new Creation(request, journal, context), creation -> creation.resume(sentAt));
    }

    /** Creates a batch. Cancelling the future stops the attempt; its jobs may exist, or may still be created. */
    public CompletableFuture<BatchReceipt> createBatch(BatchRequest request, CreationJournal journal) {
        return start(new BatchCreation(request, journal, context), BatchCreation::begin);
    }

    @SuppressWarnings("CollectionUndefinedEquality") // each is its own, and equal to no other
    private <T, C extends CompletableFuture<T> & InProgress> C start(C creation, Consumer<C> begin) {
        synchronized (running) {
            running.add(creation);
        }
        creation.whenComplete((answer, failure) -> over(creation));
        if (closed) {
            creation.closeClient();
        } else {
            begin.accept(creation);
        }
        return creation;
    }

    @SuppressWarnings("CollectionUndefinedEquality") // as above
    private void over(InProgress creation) {
        synchronized (running) {
            running.remove(creation);
        }
    }

    /** These jobs exist: none of them can become one of a creation that is sent later. */
    public void seen(List<Job> jobs) {
        context.registry().seen(jobs, context.time().nanoTime());
    }

    /** Ends all creations in progress; their jobs may exist. Closing twice is fine. */
    @Override
    public void close() {
        closed = true;
        List<InProgress> left;
        synchronized (running) {
            left = List.copyOf(running);
        }
        left.forEach(InProgress::closeClient);
    }
}
