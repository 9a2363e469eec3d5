package io.exportcomments.webhook.vertx;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;

/** The route behind a handler that has read the body before. */
class WebhookBehindBodyHandlerTest extends WebhookRouteHandlerTest {
    @Override
    void prepare(Router router) {
        router.route().handler(BodyHandler.create());
    }
}
