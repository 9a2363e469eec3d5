package io.exportcomments.webhook.vertx;

import io.vertx.ext.web.Router;

/** The route behind a handler that holds the body up while it waits for something, and leaves going on to the next. */
class WebhookBehindPauseTest extends WebhookRouteHandlerTest {
    @Override
    void prepare(Router router) {
        router.route().handler(exchange -> {
            exchange.request().pause();
            exchange.vertx().executeBlocking(() -> "waited").onSuccess(waited -> exchange.next());
        });
    }
}
