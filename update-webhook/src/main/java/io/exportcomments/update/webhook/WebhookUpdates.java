package io.exportcomments.update.webhook;

import io.exportcomments.port.UpdateContext;
import io.exportcomments.port.UpdateSource;
import io.exportcomments.port.UpdateSourceProvider;
import io.exportcomments.update.webhook.internal.WebhookSource;
import java.util.Objects;

/**
 * Follows jobs by the deliveries of webhooks: for servers; costs no requests beyond the client's own check now and
 * then.
 *
 * <p>The service sends a delivery when a job begins, ends or begins again. It sends none for progress, nor for a
 * stopped job: the client's check finds those. Where several instances share one webhook, each delivery reaches one of
 * them, and the others learn of the end by the check.
 *
 * <p>Immutable; usable for several clients. The receiver is borrowed: if it is closed before the client, the source is
 * broken.
 */
public final class WebhookUpdates implements UpdateSourceProvider {
    private final WebhookReceiver receiver;

    private WebhookUpdates(WebhookReceiver receiver) {
        this.receiver = receiver;
    }

    /** Updates from the deliveries that this receiver takes. */
    public static WebhookUpdates from(WebhookReceiver receiver) {
        return new WebhookUpdates(Objects.requireNonNull(receiver, "receiver"));
    }

    @Override
    public UpdateSource open(UpdateContext context) {
        WebhookSource source = new WebhookSource(receiver.sources(), context.events());
        receiver.sources().add(source);
        return source;
    }
}
