package io.exportcomments.update.webhook.httpserver;

import com.sun.net.httpserver.HttpServer;
import io.exportcomments.testkit.webhook.WebhookReceiverContract;
import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The handler in the JDK's server. */
class WebhookHttpHandlerTest extends WebhookReceiverContract {
    @Override
    protected Running start(Setup setup) throws IOException {
        WebhookReceiver receiver = WebhookReceiver.builder()
                .secret(WebhookSecret.of(setup.secret()))
                .maxBodyBytes(setup.maxBodyBytes())
                .handler(setup.handler()::accept)
                .build();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        server.setExecutor(threads);
        server.createContext("/hook", WebhookHttpHandler.of(receiver));
        server.start();
        return new Running() {
            @Override
            public URI address() {
                return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
            }

            @Override
            public void stop() {
                server.stop(0);
                threads.shutdownNow();
                receiver.close();
            }
        };
    }
}
