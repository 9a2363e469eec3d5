package io.exportcomments.bulk.internal;

import io.exportcomments.adapter.LogText;
import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.BulkListener;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobUpdate;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Consumer;

/** Tells the log and the program's listener what a worker meets. Thread-safe. */
final class Reports {
    private static final System.Logger LOG = System.getLogger("io.exportcomments.bulk");

    private final BulkListener listener;

    Reports(BulkListener listener) {
        this.listener = listener;
    }

    void jobTooMany(BulkItem item, JobGuid job) {
        LOG.log(
                Level.WARNING,
                "Job " + job + " is one too many: item " + item.id() + " of batch " + item.batch()
                        + " was sent again by another worker while this one stood still. Stop the job that is not"
                        + " needed");
        tell(heard -> heard.jobTooMany(item, job));
    }

    void changed(BulkItem item) {
        tell(heard -> heard.changed(item));
    }

    void updated(BulkItem item, JobUpdate update) {
        tell(heard -> heard.updated(item, update));
    }

    /** What is logged elsewhere, or too often to be. */
    void triedAgain(BulkItem item, Throwable why) {
        tell(heard -> heard.triedAgain(item, why));
    }

    void sendingPaused(Duration time, String why) {
        LOG.log(Level.INFO, "Nothing is sent for " + time.toMillis() / 1000.0 + " s: " + LogText.oneLine(why));
        tell(heard -> heard.sendingPaused(time, why));
    }

    void noBatches() {
        LOG.log(Level.INFO, "The service has no batches: items are sent one by one from now on");
    }

    void storeFailed(Throwable error) {
        LOG.log(Level.WARNING, "The store of bulk exports failed; it is tried again", error);
        tell(heard -> heard.storeFailed(String.valueOf(error.getMessage())));
    }

    void refused(Throwable refusal) {
        LOG.log(
                Level.WARNING,
                "The work executor takes no task, and the exports stand still; it is asked again in a second. Close the"
                        + " exports before it is shut down: " + LogText.messageOf(refusal));
    }

    void takenForDead() {
        LOG.log(Level.WARNING, "This worker was not heard of for longer than its lease, and begins anew");
        tell(BulkListener::takenForDead);
    }

    void handlerFailed(BulkItem item, Throwable error) {
        LOG.log(
                Level.WARNING,
                "The end of item " + item.id() + " of batch " + item.batch() + " is handed over again later: ",
                error);
        triedAgain(item, error);
    }

    private void tell(Consumer<BulkListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "A listener failed", e);
        }
    }
}
