package io.exportcomments;

import io.exportcomments.annotation.Experimental;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.job.Operation;
import io.exportcomments.webhook.Webhook;
import io.exportcomments.webhook.WebhookId;
import io.exportcomments.webhook.WebhookRequest;
import java.util.List;

/**
 * The account's webhooks: to register, look at, turn off and on, and delete. Receiving their deliveries is what {@code update-webhook}
 * is for.
 *
 * <p>Experimental, as the service documents the webhooks and not the paths by which they are managed: creating and deleting go the way
 * that its integration with Zapier goes, listing and toggling a way that is taken to be alike. Where the service has no such path, calls
 * fail with a {@link io.exportcomments.error.NotFoundException} or an {@link io.exportcomments.error.InvalidRequestException}; use the
 * service's website then. Calls go through the client's interceptors and within its time-outs, as all others do. Thread-safe; closed
 * with its client.
 */
@Experimental
public final class Webhooks {
    private final AsyncWebhooks async;

    Webhooks(AsyncWebhooks async) {
        this.async = async;
    }

    /**
     * Registers a webhook, enabled. Not repeated when no answer comes: look at the {@link #list} to see whether it was taken.
     *
     * @return the webhook; with its secret, if the service shows it: keep it then, as it may not be shown again
     * @throws io.exportcomments.error.PermissionException if the plan allows no more: 1 (Premium) or 10 (Business)
     * @throws io.exportcomments.error.InvalidRequestException if the service takes the URL or the events for invalid
     */
    public Webhook create(WebhookRequest request) {
        return Blocking.join(async.create(request), ErrorContext.of(Operation.WEBHOOK_CREATE, null));
    }

    /** All webhooks of the account, in the service's order; empty if there are none. */
    public List<Webhook> list() {
        return Blocking.join(async.list(), ErrorContext.of(Operation.WEBHOOK_LIST, null));
    }

    /**
     * Disables a webhook that is enabled, and enables one that is disabled or suspended. Not repeated when no answer comes, as twice would
     * be nothing: look at the {@link #list} to see whether it was taken.
     *
     * @return the webhook as it is now
     * @throws io.exportcomments.error.NotFoundException if there is no such webhook
     */
    public Webhook toggle(WebhookId id) {
        return Blocking.join(async.toggle(id), ErrorContext.of(Operation.WEBHOOK_TOGGLE, null));
    }

    /**
     * Deletes a webhook, for good; what was still to be delivered may not come any more.
     *
     * @return whether there was one; false where it is gone already
     */
    public boolean delete(WebhookId id) {
        return Blocking.join(async.delete(id), ErrorContext.of(Operation.WEBHOOK_DELETE, null));
    }
}
