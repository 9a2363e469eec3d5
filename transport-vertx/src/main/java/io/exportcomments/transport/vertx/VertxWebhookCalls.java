package io.exportcomments.transport.vertx;

import io.exportcomments.codec.moshi.WebhookCodec;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.job.Operation;
import io.exportcomments.port.WebhookTransport;
import io.exportcomments.webhook.Webhook;
import io.exportcomments.webhook.WebhookId;
import io.exportcomments.webhook.WebhookRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The remote operations on webhooks. Thread-safe. */
final class VertxWebhookCalls implements WebhookTransport {
    private static final String WEBHOOKS = "/api/v1/zapier/webhooks";
    private static final long LARGEST = 2L << 20;

    private final URI baseUrl;
    private final WebhookCodec codec;
    private final Conversation conversation;

    VertxWebhookCalls(URI baseUrl, WebhookCodec codec, Conversation conversation) {
        this.baseUrl = baseUrl;
        this.codec = codec;
        this.conversation = conversation;
    }

    @Override
    public CompletableFuture<Webhook> create(WebhookRequest request) {
        Buffer body = Buffer.buffer(codec.encode(request));
        return start(
                asked(Operation.WEBHOOK_CREATE, HttpMethod.POST, "", VertxJobs.WITH_JSON, body),
                new JsonAnswer<>(LARGEST, codec::decode));
    }

    @Override
    public CompletableFuture<List<Webhook>> list() {
        return start(
                asked(Operation.WEBHOOK_LIST, HttpMethod.GET, "", VertxJobs.READING, null),
                new JsonAnswer<>(LARGEST, codec::decodeList));
    }

    @Override
    public CompletableFuture<Webhook> toggle(WebhookId id) {
        return start(
                asked(
                        Operation.WEBHOOK_TOGGLE,
                        HttpMethod.PATCH,
                        "/" + id.value() + "/toggle",
                        VertxJobs.WITHOUT_BODY,
                        null),
                new JsonAnswer<>(LARGEST, codec::decode));
    }

    @Override
    public CompletableFuture<Void> delete(WebhookId id) {
        return start(
                asked(Operation.WEBHOOK_DELETE, HttpMethod.DELETE, "/" + id.value(), VertxJobs.READING, null),
                Leftover::takeNothing);
    }

    private Asked asked(
            Operation operation, HttpMethod method, String target, Map<String, String> headers, @Nullable Buffer body) {
        return new Asked(
                ErrorContext.of(operation, null), method, URI.create(baseUrl + WEBHOOKS + target), headers, body);
    }

    private <T> CompletableFuture<T> start(Asked asked, Exchange.Answer<T> answer) {
        return new Exchange<>(asked, answer, conversation).start();
    }
}
