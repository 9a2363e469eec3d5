package io.exportcomments.transport.vertx;

import io.exportcomments.AsyncWebhooks;
import io.exportcomments.Webhooks;
import io.exportcomments.annotation.Experimental;
import io.exportcomments.webhook.Webhook;
import io.exportcomments.webhook.WebhookId;
import io.exportcomments.webhook.WebhookRequest;
import io.vertx.core.Future;
import java.util.List;

/** The account's webhooks for a Vert.x program: see {@link Webhooks} and {@link VertxExportComments}. Thread-safe. */
@Experimental
public final class VertxWebhooks {
    private final VertxExportComments client;
    private final AsyncWebhooks webhooks;

    VertxWebhooks(VertxExportComments client, AsyncWebhooks webhooks) {
        this.client = client;
        this.webhooks = webhooks;
    }

    /** Registers a webhook; see {@link Webhooks#create}. */
    public Future<Webhook> create(WebhookRequest request) {
        return client.future(webhooks.create(request));
    }

    /** All webhooks of the account. */
    public Future<List<Webhook>> list() {
        return client.future(webhooks.list());
    }

    /** Disables a webhook that is enabled, and enables any other. */
    public Future<Webhook> toggle(WebhookId id) {
        return client.future(webhooks.toggle(id));
    }

    /** Deletes a webhook, and says whether there was one. */
    public Future<Boolean> delete(WebhookId id) {
        return client.future(webhooks.delete(id));
    }
}
