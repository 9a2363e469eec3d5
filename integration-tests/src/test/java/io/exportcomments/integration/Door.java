package io.exportcomments.integration;

import com.sun.net.httpserver.HttpServer;
import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.httpserver.WebhookHttpHandler;
import io.exportcomments.webhook.servlet.WebhookServlet;
import io.exportcomments.webhook.vertx.WebhookRouteHandler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The web servers by which deliveries come into a program. */
enum Door {
    HTTP_SERVER {
        @Override
        Open open(WebhookReceiver receiver, int port) throws Exception {
            ExecutorService threads = Executors.newCachedThreadPool();
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.setExecutor(threads);
            server.createContext("/hook", WebhookHttpHandler.of(receiver));
            server.start();
            return new Open(server.getAddress().getPort(), () -> {
                server.stop(0);
                threads.shutdownNow();
            });
        }
    },
    SERVLET {
        @Override
        Open open(WebhookReceiver receiver, int port) throws Exception {
            Server server = new Server();
            ServerConnector connector = new ServerConnector(server);
            connector.setHost("127.0.0.1");
            connector.setPort(port);
            server.addConnector(connector);
            ServletContextHandler context = new ServletContextHandler("/");
            context.addServlet(new ServletHolder(new WebhookServlet(receiver)), "/hook");
            server.setHandler(context);
            server.start();
            return new Open(connector.getLocalPort(), server::stop);
        }
    },
    VERTX {
        @Override
        Open open(WebhookReceiver receiver, int port) throws Exception {
            Vertx vertx = Vertx.vertx();
            Router router = Router.router(vertx);
            router.route("/hook").handler(WebhookRouteHandler.of(receiver));
            int bound = vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(port, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS)
                    .actualPort();
            return new Open(
                    bound,
                    () -> vertx.close()
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(20, TimeUnit.SECONDS));
        }
    };

    /** Starts a server that hands deliveries at {@code /hook} to the receiver; port 0 for any that is free. */
    abstract Open open(WebhookReceiver receiver, int port) throws Exception;

    /** Ends a server. */
    @FunctionalInterface
    interface Stop {
        void stop() throws Exception;
    }

    /** A server that runs. */
    record Open(int port, Stop server) implements AutoCloseable {
        @Override
        public void close() {
            try {
                server.stop();
            } catch (Exception e) {
                throw new IllegalStateException("the server did not stop", e);
            }
        }
    }
}
