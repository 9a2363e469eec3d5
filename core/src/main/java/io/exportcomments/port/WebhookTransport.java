package io.exportcomments.port;

import io.exportcomments.annotation.Experimental;
import io.exportcomments.webhook.Webhook;
import io.exportcomments.webhook.WebhookId;
import io.exportcomments.webhook.WebhookRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The remote operations on the account's webhooks, by the same promises as {@link JobTransport}'s: no policy, one
 * exchange a call.
 *
 * <p>The service does not document the paths. Creating and deleting are known from its integration with Zapier; those
 * to list and to toggle are taken to be alike. Thread-safe.
 */
@Experimental
public interface WebhookTransport {
    /** {@code POST /api/v1/zapier/webhooks}; gives the webhook as the service answers it. */
    CompletableFuture<Webhook> create(WebhookRequest request);

    /** {@code GET /api/v1/zapier/webhooks}: all that the account has. */
    CompletableFuture<List<Webhook>> list();

    /** {@code PATCH /api/v1/zapier/webhooks/{id}/toggle}; gives the webhook as the service answers it. */
    CompletableFuture<Webhook> toggle(WebhookId id);

    /** {@code DELETE /api/v1/zapier/webhooks/{id}}. */
    CompletableFuture<Void> delete(WebhookId id);
}
