package io.exportcomments.update.webhook.internal;

import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.job.JobEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** The update sources that are fed by one receiver: one for each client. */
public final class WebhookSources {
    private final List<WebhookSource> sources = new CopyOnWriteArrayList<>();
    /** What they are told of the receiver they are told one after the other. */
    private final SerialExecutor turns = new SerialExecutor();

    private boolean closed;

    /** Feeds a source from now on, also while others are still told that the receiver was closed or opened again. */
    public void add(WebhookSource source) {
        sources.add(source);
        turns.execute(() -> {
            if (closed) {
                source.receiverClosed();
            }
        });
    }

    void remove(WebhookSource source) {
        sources.remove(source);
    }

    void tell(JobEvent event) {
        sources.forEach(source -> source.heard(event));
    }

    /**
     * Tells them whether the receiver is closed, where that has changed.
     *
     * @param isClosed whether it is, asked when it is their turn: who comes late tells nothing that is over
     */
    public void tellWhether(BooleanSupplier isClosed) {
        turns.execute(() -> {
            boolean now = isClosed.getAsBoolean();
            if (now != closed) {
                closed = now;
                sources.forEach(now ? WebhookSource::receiverClosed : WebhookSource::receiverReopened);
            }
        });
    }
}
