package io.exportcomments;

import io.exportcomments.annotation.Experimental;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.job.Operation;
import io.exportcomments.webhook.Webhook;
import io.exportcomments.webhook.WebhookId;
import io.exportcomments.webhook.WebhookRequest;
import java.util.List;

/**
 * Manages the account's webhooks: registers, lists, turns off and on, and deletes them. To receive their deliveries,
 * use the module {@code update-webhook}.
 *
 * <p>Experimental: the service documents webhooks, but not the paths that manage them. Creating and deleting use the
 * paths of its Zapier integration; listing and toggling use paths assumed to be like them. If the service has no such
 * path, calls fail with a {@link io.exportcomments.error.NotFoundException} or an
 * {@link io.exportcomments.error.InvalidRequestException}; use the service's website then. Calls go through the
 * client's interceptors and obey its time-outs, as all others do. Thread-safe; closed with its client.
 */
@Experimental
public final class Webhooks {
    private final AsyncWebhooks async;

    Webhooks(AsyncWebhooks async) {
        this.async = async;
    }

    /**
     * Registers a webhook, enabled. Not repeated if no answer arrives: look at the {@link #list} to see whether it was
     * accepted.
     *
     * @return the webhook; with its secret, if the service shows it: keep it then, as it may not be shown again
     * @throws io.exportcomments.error.PermissionException if the plan allows no more: 1 (Premium) or 10 (Business)
     * @throws io.exportcomments.error.InvalidRequestException if the service rejects the URL or the events as invalid
     */
    public Webhook create(WebhookRequest request) {
        return Blocking.join(async.create(request), ErrorContext.of(Operation.WEBHOOK_CREATE, null));
    }

    /** All webhooks of the account, in the service's order; empty if there are none. */
    public List<Webhook> list() {
        return Blocking.join(async.list(), ErrorContext.of(Operation.WEBHOOK_LIST, null));
    }

    /**
     * Disables a webhook that is enabled, and enables one that is disabled or suspended. Not repeated if no answer
     * arrives, as toggling twice changes nothing: look at the {@link #list} to see whether it was accepted.
     *
     * @return the webhook as it is now
     * @throws io.exportcomments.error.NotFoundException if there is no such webhook
     */
    public Webhook toggle(WebhookId id) {
        return Blocking.join(async.toggle(id), ErrorContext.of(Operation.WEBHOOK_TOGGLE, null));
    }

    /**
     * Deletes a webhook, for good; pending deliveries may be lost.
     *
     * @return whether it existed; false if it was already deleted
     */
    public boolean delete(WebhookId id) {
        return Blocking.join(async.delete(id), ErrorContext.of(Operation.WEBHOOK_DELETE, null));
    }
}
