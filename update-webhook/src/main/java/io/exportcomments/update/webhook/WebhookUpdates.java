package io.exportcomments.update.webhook;

import io.exportcomments.port.UpdateContext;
import io.exportcomments.port.UpdateSource;
import io.exportcomments.port.UpdateSourceProvider;
import java.util.Objects;

/**
 * Follows jobs by the deliveries of webhooks: the way for servers, which costs no request but the client's own check now and then.
 *
 * <p>The service sends a delivery when a job begins, ends or begins anew, and none for its progress, nor when it is stopped: these are
 * learnt by the client's check. Where several instances share one webhook, a delivery comes to one of them, and the others learn of the end
 * by the check too.
 *
 * <p>Immutable; usable for several clients. The receiver is borrowed: when it is closed before the client, the source is broken.
 */
public final class WebhookUpdates implements UpdateSourceProvider {
    private final WebhookReceiver receiver;

    private WebhookUpdates(WebhookReceiver receiver) {
        this.receiver = receiver;
    }

    /** Updates by what this receiver takes. */
    public static WebhookUpdates from(WebhookReceiver receiver) {
        return new WebhookUpdates(Objects.requireNonNull(receiver, "receiver"));
    }

    @Override
    public UpdateSource open(UpdateContext context) {
        WebhookSource source = new WebhookSource(receiver.followers(), context.events());
        receiver.followers().add(source);
        return source;
    }
}
