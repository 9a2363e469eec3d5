package io.exportcomments.transport.http.internal;

import io.exportcomments.codec.moshi.WebhookCodec;
import io.exportcomments.job.Operation;
import io.exportcomments.port.WebhookTransport;
import io.exportcomments.webhook.Webhook;
import io.exportcomments.webhook.WebhookId;
import io.exportcomments.webhook.WebhookRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The remote operations on webhooks. Thread-safe. */
public final class WebhookOperations implements WebhookTransport {
    private static final String WEBHOOKS = "/api/v1/zapier/webhooks";

    private final Exchanges exchanges;
    private final WebhookCodec codec;

    /** The operations by these exchanges. */
    public WebhookOperations(Exchanges exchanges, WebhookCodec codec) {
        this.exchanges = exchanges;
        this.codec = codec;
    }

    @Override
    public CompletableFuture<Webhook> create(WebhookRequest request) {
        return exchanges.ask(Operation.WEBHOOK_CREATE, null, "POST", WEBHOOKS, codec.encode(request), codec::decode);
    }

    @Override
    public CompletableFuture<List<Webhook>> list() {
        return exchanges.ask(Operation.WEBHOOK_LIST, null, "GET", WEBHOOKS, null, codec::decodeList);
    }

    @Override
    public CompletableFuture<Webhook> toggle(WebhookId id) {
        return exchanges.ask(
                Operation.WEBHOOK_TOGGLE, null, "PATCH", WEBHOOKS + "/" + id.value() + "/toggle", null, codec::decode);
    }

    @Override
    public CompletableFuture<Void> delete(WebhookId id) {
        return exchanges.tell(Operation.WEBHOOK_DELETE, "DELETE", WEBHOOKS + "/" + id.value());
    }
}
