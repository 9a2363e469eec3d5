package io.exportcomments.spring.boot.internal;

import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.BulkListener;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobUpdate;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Several listeners as one: what one of them throws is logged, and the others hear all the same. */
public final class BulkListeners implements BulkListener {
    private static final Log LOG = LogFactory.getLog(BulkListeners.class);

    private final List<BulkListener> all;

    public BulkListeners(List<BulkListener> all) {
        this.all = List.copyOf(all);
    }

    private void each(Consumer<BulkListener> event) {
        for (BulkListener listener : all) {
            try {
                event.accept(listener);
            } catch (RuntimeException e) {
                LOG.warn("A listener of bulk exports failed", e);
            }
        }
    }

    @Override
    public void jobTooMany(BulkItem item, JobGuid job) {
        each(listener -> listener.jobTooMany(item, job));
    }

    @Override
    public void sendingPaused(Duration time, String why) {
        each(listener -> listener.sendingPaused(time, why));
    }

    @Override
    public void changed(BulkItem item) {
        each(listener -> listener.changed(item));
    }

    @Override
    public void updated(BulkItem item, JobUpdate update) {
        each(listener -> listener.updated(item, update));
    }

    @Override
    public void triedAgain(BulkItem item, Throwable why) {
        each(listener -> listener.triedAgain(item, why));
    }

    @Override
    public void storeFailed(String why) {
        each(listener -> listener.storeFailed(why));
    }

    @Override
    public void takenForDead() {
        each(BulkListener::takenForDead);
    }
}
