package io.exportcomments.webhook.vertx;

import io.exportcomments.testkit.webhook.WebhookReceiverContract;
import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** The route in a Vert.x server. */
class WebhookRouteHandlerTest extends WebhookReceiverContract {
    @Override
    protected Running start(Setup setup) throws Exception {
        WebhookReceiver receiver = WebhookReceiver.builder()
                .secret(WebhookSecret.of(setup.secret()))
                .maxBodyBytes(setup.maxBodyBytes())
                .handler(setup.handler()::accept)
                .build();
        Vertx vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        prepare(router);
        router.route("/hook").handler(WebhookRouteHandler.of(receiver));
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        return new Running() {
            @Override
            public URI address() {
                return URI.create("http://127.0.0.1:" + server.actualPort() + "/hook");
            }

            @Override
            public void stop() throws Exception {
                vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
                receiver.close();
            }
        };
    }

    /** Puts before the route what a program may have there. */
    void prepare(Router router) {}
}
