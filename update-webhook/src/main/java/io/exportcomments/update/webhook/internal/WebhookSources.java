package io.exportcomments.update.webhook.internal;

import io.exportcomments.job.JobEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The update sources that are fed by one receiver: one for each client. */
public final class WebhookSources implements AutoCloseable {
    private final List<WebhookSource> sources = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /** Feeds a source from now on. */
    public void add(WebhookSource source) {
        sources.add(source);
        if (closed) {
            source.receiverClosed();
        }
    }

    void remove(WebhookSource source) {
        sources.remove(source);
    }

    void tell(JobEvent event) {
        sources.forEach(source -> source.heard(event));
    }

    /** Feeds them again after {@link #close()}. */
    public void reopen() {
        closed = false;
        sources.forEach(WebhookSource::receiverReopened);
    }

    @Override
    public void close() {
        closed = true;
        sources.forEach(WebhookSource::receiverClosed);
    }
}
