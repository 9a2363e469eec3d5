package io.exportcomments.transport.retrofit;

import io.exportcomments.codec.moshi.WebhookCodec;
import io.exportcomments.job.Operation;
import io.exportcomments.port.WebhookTransport;
import io.exportcomments.webhook.Webhook;
import io.exportcomments.webhook.WebhookId;
import io.exportcomments.webhook.WebhookRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.MediaType;
import okhttp3.RequestBody;

/** The remote operations on webhooks. Thread-safe. */
final class RetrofitWebhooks implements WebhookTransport {
    private static final MediaType JSON = MediaType.get("application/json");

    private final WebhookService service;
    private final WebhookCodec codec;
    private final Questions questions;

    RetrofitWebhooks(WebhookService service, WebhookCodec codec, Questions questions) {
        this.service = service;
        this.codec = codec;
        this.questions = questions;
    }

    @Override
    public CompletableFuture<Webhook> create(WebhookRequest request) {
        RequestBody body = RequestBody.create(codec.encode(request), JSON);
        return questions.ask(Operation.WEBHOOK_CREATE, null, exchange -> service.create(body, exchange), codec::decode);
    }

    @Override
    public CompletableFuture<List<Webhook>> list() {
        return questions.ask(Operation.WEBHOOK_LIST, null, service::list, codec::decodeList);
    }

    @Override
    public CompletableFuture<Webhook> toggle(WebhookId id) {
        return questions.ask(
                Operation.WEBHOOK_TOGGLE, null, exchange -> service.toggle(id.value(), exchange), codec::decode);
    }

    @Override
    public CompletableFuture<Void> delete(WebhookId id) {
        return questions.tell(Operation.WEBHOOK_DELETE, exchange -> service.delete(id.value(), exchange));
    }
}
