package io.exportcomments.internal.call;

import io.exportcomments.job.Operation;
import io.exportcomments.port.WebhookTransport;
import io.exportcomments.webhook.Webhook;
import io.exportcomments.webhook.WebhookId;
import io.exportcomments.webhook.WebhookRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** The client's calls about webhooks in the shape of a transport. */
final class CallWebhooks implements WebhookTransport {
    private final Calls calls;
    private final Supplier<WebhookTransport> transport;

    CallWebhooks(Calls calls, Supplier<WebhookTransport> transport) {
        this.calls = calls;
        this.transport = transport;
    }

    @Override
    public CompletableFuture<Webhook> create(WebhookRequest request) {
        return start(Operation.WEBHOOK_CREATE, webhooks -> webhooks.create(request));
    }

    @Override
    public CompletableFuture<List<Webhook>> list() {
        return start(Operation.WEBHOOK_LIST, WebhookTransport::list);
    }

    @Override
    public CompletableFuture<Webhook> toggle(WebhookId id) {
        return start(Operation.WEBHOOK_TOGGLE, webhooks -> webhooks.toggle(id));
    }

    @Override
    public CompletableFuture<Void> delete(WebhookId id) {
        return start(Operation.WEBHOOK_DELETE, webhooks -> webhooks.delete(id));
    }

    private <T> CompletableFuture<T> start(
            Operation operation, Function<WebhookTransport, CompletableFuture<T>> exchange) {
        return calls.start(operation, null, false, () -> exchange.apply(transport.get()));
    }
}
