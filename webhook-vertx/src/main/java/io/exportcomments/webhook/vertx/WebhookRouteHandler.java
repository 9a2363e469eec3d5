package io.exportcomments.webhook.vertx;

import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.delivery.WebhookAnswer;
import io.exportcomments.update.webhook.delivery.WebhookVerifier;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;

/**
 * Hands the requests of a route to a {@link WebhookReceiver}, without holding the event loop up.
 *
 * <pre>{@code
 * router.route("/webhooks/exportcomments").handler(WebhookRouteHandler.of(receiver));
 * }</pre>
 *
 * <p>It reads the body itself, no further than allowed, and takes that of a {@code BodyHandler} where one was there
 * before. Immutable and thread-safe; the receiver is borrowed.
 */
public final class WebhookRouteHandler implements Handler<RoutingContext> {
    private static final System.Logger LOG = System.getLogger("io.exportcomments.webhook");
    private static final String CONTINUE = "100-continue";

    private final WebhookReceiver receiver;

    private WebhookRouteHandler(WebhookReceiver receiver) {
        this.receiver = receiver;
    }

    /** A handler that hands requests to this receiver. */
    public static WebhookRouteHandler of(WebhookReceiver receiver) {
        return new WebhookRouteHandler(Objects.requireNonNull(receiver, "receiver"));
    }

    @Override
    public void handle(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (!request.method().equals(HttpMethod.POST)) {
            exchange.response().putHeader("Allow", "POST");
            answer(exchange, WebhookAnswer.NOT_POSTED);
            return;
        }
        body(exchange).onSuccess(body -> take(exchange, body)).onFailure(broken -> answer(exchange, broken));
    }

    private void take(RoutingContext exchange, Buffer body) {
        List<String> signatures = exchange.request().headers().getAll(WebhookVerifier.HEADER);
        Context context = exchange.vertx().getOrCreateContext();
        Future.fromCompletionStage(receiver.receive(signatures, body.getBytes()), context)
                .onSuccess(answer -> answer(exchange, answer))
                .onFailure(exchange::fail);
    }

    private Future<Buffer> body(RoutingContext exchange) {
        if (exchange.body().available()) {
            Buffer read = exchange.body().buffer();
            return Future.succeededFuture(read == null ? Buffer.buffer() : read);
        }
        Future<Buffer> body = new BoundedBody(receiver.maxBodyBytes()).of(exchange.request());
        if (CONTINUE.equalsIgnoreCase(exchange.request().getHeader(HttpHeaders.EXPECT))) {
            exchange.response().writeContinue();
        }
        return body;
    }

    /** The request broke off: mostly there is nobody to answer, and nothing that the program could do. */
    private static void answer(RoutingContext exchange, Throwable broken) {
        LOG.log(System.Logger.Level.DEBUG, "The body of a delivery broke off", broken);
        answer(exchange, WebhookAnswer.UNREADABLE);
    }

    private static void answer(RoutingContext exchange, WebhookAnswer answer) {
        HttpServerResponse response = exchange.response();
        // Another handler may have answered meanwhile, such as one that bounds the time.
        if (!response.headWritten() && !response.closed()) {
            response.setStatusCode(answer.status())
                    .putHeader("Content-Type", "text/plain")
                    .end(answer.text());
        }
    }
}
