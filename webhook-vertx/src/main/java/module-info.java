/** Receiving webhooks in a Vert.x router. */
module io.exportcomments.webhook.vertx {
    requires transitive io.exportcomments.update.webhook;
    requires transitive io.vertx.core;
    requires transitive io.vertx.web;
    requires static org.jspecify;

    exports io.exportcomments.webhook.vertx;
}
