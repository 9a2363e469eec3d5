package io.exportcomments.bulk.internal;

import io.exportcomments.AsyncBatchHandle;
import io.exportcomments.AsyncExportComments;
import io.exportcomments.adapter.Failures;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.job.BatchState;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.RejectedUrl;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads which job of a batch has which URL: from the batch, and what is not there, job by job. It tries again until it
 * knows or nobody wants to know any more; these jobs exist, and whose they are must not be lost.
 */
final class BatchReading {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int MOST_LOOKS = 3;

    private final AsyncExportComments client;
    private final AsyncBatchHandle batch;
    private final Timekeeper time;
    private final BooleanSupplier over;
    private final List<JobGuid> guids;
    private final Map<JobGuid, Job> jobs = new HashMap<>();
    private final List<RejectedUrl> rejected = new ArrayList<>();
    private final CompletableFuture<Read> result = new CompletableFuture<>();

    /** What was read: jobs, as far as there are any, and URLs that have none. */
    record Read(List<Job> jobs, List<RejectedUrl> rejected) {}

    BatchReading(AsyncExportComments client, AsyncBatchHandle batch, Timekeeper time, BooleanSupplier over) {
        this.client = client;
        this.batch = batch;
        this.time = time;
        this.over = over;
        guids = batch.receipt().orElseThrow().guids();
    }

    /** Completes as soon as the URLs are known; never if nobody wants to know any more. */
    CompletableFuture<Read> read() {
        readBatch(0);
        return result;
    }

    private void readBatch(int tries) {
        batch.refresh().whenComplete((@Nullable BatchState state, @Nullable Throwable failure) -> {
            if (state != null) {
                state.jobs().stream().filter(job -> job.url().isPresent()).forEach(job -> jobs.put(job.guid(), job));
                rejected.clear();
                rejected.addAll(state.rejected());
            }
            if (jobs.keySet().containsAll(guids)) {
                finish();
            } else if (isGone(failure) || tries + 1 >= MOST_LOOKS) {
                readJobs(0, tries);
            } else {
                again(failure, tries, () -> readBatch(tries + 1));
            }
        });
    }

    private static boolean isGone(@Nullable Throwable failure) {
        return failure != null
                && Failures.unwrap(failure) instanceof NotFoundException gone
                && gone.provesNothingTaken();
    }

    private void readJobs(int index, int tries) {
        int next = index;
        while (next < guids.size() && jobs.containsKey(guids.get(next))) {
            next++;
        }
        if (next >= guids.size()) {
            finish();
            return;
        }
        int place = next;
        client.get(guids.get(place)).whenComplete((@Nullable Job job, @Nullable Throwable failure) -> {
            if (job != null) {
                jobs.put(job.guid(), job);
                readJobs(place + 1, 0);
            } else if (isGone(failure)) {
                readJobs(place + 1, 0);
            } else {
                again(failure, tries, () -> readJobs(place, tries + 1));
            }
        });
    }

    private void again(@Nullable Throwable failure, int tries, Runnable task) {
        boolean isEnd = failure != null && Failures.unwrap(failure) instanceof ClientClosedException;
        if (!isEnd && !over.getAsBoolean()) {
            time.schedule(ActiveItems.pause(tries, LONGEST_PAUSE), task);
        }
    }

    private void finish() {
        result.complete(new Read(List.copyOf(jobs.values()), List.copyOf(rejected)));
    }
}
