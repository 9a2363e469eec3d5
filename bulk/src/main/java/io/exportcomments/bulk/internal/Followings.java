package io.exportcomments.bulk.internal;

import io.exportcomments.AsyncExportComments;
import io.exportcomments.Watch;
import io.exportcomments.adapter.Failures;
import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.ItemEvent;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.LifecycleConflictException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows jobs to their ends. To be used in tasks of its executor only. */
final class Followings {
    private static final Duration AGAIN = Duration.ofSeconds(30);
    private static final Duration LONGEST_BEFORE_A_RETRY = Duration.ofMinutes(5);
    private static final int FIRST_PAUSE = 3;

    private final AsyncExportComments client;
    private final ActiveItems items;
    private final SerialExecutor serial;
    private final Reports reports;

    /** Items whose jobs were asked to stop. */
    private final Set<Long> stopped = new HashSet<>();

    Followings(AsyncExportComments client, ActiveItems items, SerialExecutor serial, Reports reports) {
        this.client = client;
        this.items = items;
        this.serial = serial;
        this.reports = reports;
    }

    void follow(ItemRecord item) {
        JobGuid job = Objects.requireNonNull(item.job(), "job");
        Watch watch = client.job(job)
                .onUpdate(
                        update -> {
                            reports.updated(item.shown(), update);
                            if (update.isTerminal()) {
                                serial.execute(() -> ended(item, update.job()));
                            }
                        },
                        () -> {},
                        error -> serial.execute(() -> broken(item, Failures.unwrap(error))));
        items.put(item.id(), watch::close);
    }

    /**
     * Stops the job of an item whose batch was cancelled; that it has ended shows in its watch. Is called until it
     * shows there, and asks the service again only if that failed.
     */
    void stop(ItemRecord item) {
        if (stopped.add(item.id())) {
            client.stop(Objects.requireNonNull(item.job(), "job"))
                    .whenComplete((job, error) -> serial.execute(() -> stopAsked(item.id(), error)));
        }
    }

    private void stopAsked(long id, @Nullable Throwable error) {
        boolean isOver = error == null || Failures.unwrap(error) instanceof LifecycleConflictException;
        if (!isOver || !items.has(id)) {
            stopped.remove(id);
        }
    }

    private void ended(ItemRecord item, Job job) {
        stopped.remove(item.id());
        if (!items.has(item.id())) {
            return;
        }
        if (job.status() == JobStatus.DONE) {
            items.settle(item, Change.of(ItemEvent.DONE, job.isEmptyResult() ? emptiness(job) : null));
        } else if (job.status() == JobStatus.STOPPED) {
            items.settle(item, Change.of(ItemEvent.STOPPED, "the job was stopped"));
        } else {
            failed(item, job.error().orElse("the service gave no reason"));
        }
    }

    private static String emptiness(Job job) {
        return BulkItem.NO_RESULT + job.resultNote().orElse("the service gave no reason");
    }

    private void failed(ItemRecord item, String why) {
        if (item.failures() + 1 < item.batch().plan().maxAttempts()) {
            Duration pause = ActiveItems.pause(FIRST_PAUSE + item.failures(), LONGEST_BEFORE_A_RETRY);
            items.settle(item, Change.tryLater(pause, why).asFailure());
        } else {
            items.settle(item, Change.of(ItemEvent.FAILED, why).asFailure());
        }
    }

    private void broken(ItemRecord item, Throwable error) {
        stopped.remove(item.id());
        if (!items.has(item.id())) {
            return;
        }
        if (error instanceof NotFoundException gone && gone.isPermanent()) {
            items.settle(item, Change.of(ItemEvent.FAILED, "its job is gone").asFailure());
        } else if (!(error instanceof ClientClosedException)) {
            reports.triedAgain(item.shown(), error);
            items.release(item, AGAIN);
        }
    }
}
