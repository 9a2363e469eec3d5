package io.exportcomments;

import io.exportcomments.annotation.Experimental;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.internal.concurrent.Chain;
import io.exportcomments.port.WebhookTransport;
import io.exportcomments.webhook.Webhook;
import io.exportcomments.webhook.WebhookId;
import io.exportcomments.webhook.WebhookRequest;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The account's webhooks, asynchronously: see {@link Webhooks} and {@link AsyncExportComments}. Thread-safe; closed
 * with its client.
 */
@Experimental
public final class AsyncWebhooks {
    private final Supplier<WebhookTransport> calls;

    AsyncWebhooks(Supplier<WebhookTransport> calls) {
        this.calls = calls;
    }

    /** Registers a webhook; see {@link Webhooks#create}. */
    public CompletableFuture<Webhook> create(WebhookRequest request) {
        return calls.get().create(Objects.requireNonNull(request, "request"));
    }

    /** All webhooks of the account; see {@link Webhooks#list}. */
    public CompletableFuture<List<Webhook>> list() {
        return calls.get().list();
    }

    /** Disables a webhook that is enabled, and enables any other; see {@link Webhooks#toggle}. */
    public CompletableFuture<Webhook> toggle(WebhookId id) {
        return calls.get().toggle(Objects.requireNonNull(id, "id"));
    }

    /** Deletes a webhook, and says whether there was one; see {@link Webhooks#delete}. */
    public CompletableFuture<Boolean> delete(WebhookId id) {
        Chain<Boolean> chain = new Chain<>();
        return chain.step(calls.get().delete(Objects.requireNonNull(id, "id")), gone -> chain.complete(true), error -> {
            if (error instanceof NotFoundException) {
                chain.complete(false);
            } else {
                chain.completeExceptionally(error);
            }
        });
    }
}
