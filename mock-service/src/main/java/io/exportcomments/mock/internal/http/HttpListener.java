package io.exportcomments.mock.internal.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One listening port, which can be shut and opened again. */
final class HttpListener {

    /** The subprotocol of those who speak protobuf. */
    static final String PROTOBUF = "centrifuge-protobuf";

    private static final int MAX_MESSAGE = 64 * 1024;
    private static final System.Logger LOG = System.getLogger(HttpListener.class.getName());

    private final Vertx vertx;
    private final String host;
    private final AtomicLong lastConnection;
    private final Handler<HttpServerRequest> handler;
    private final Map<HttpConnection, Long> connections = new ConcurrentHashMap<>();
    private volatile @Nullable HttpServer server;
    private volatile int port;

    HttpListener(Vertx vertx, String host, int port, AtomicLong lastConnection, Handler<HttpServerRequest> handler) {
        this.vertx = vertx;
        this.host = host;
        this.port = port;
        this.lastConnection = lastConnection;
        this.handler = handler;
    }

    int port() {
        return port;
    }

    long connection(HttpServerRequest request) {
        return connections.getOrDefault(request.connection(), 0L);
    }

    Future<Void> open() {
        if (server != null) {
            return Future.succeededFuture();
        }
        HttpServerOptions options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(true)
                .setMaxInitialLineLength(16 * 1024)
                .setWebSocketSubProtocols(List.of(PROTOBUF))
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(MAX_MESSAGE)
                .setMaxWebSocketMessageSize(MAX_MESSAGE);
        HttpServer opened = vertx.createHttpServer(options)
                .connectionHandler(this::connected)
                .requestHandler(handler);
        return opened.listen().map(listening -> {
            port = listening.actualPort();
            server = listening;
            return null;
        });
    }

    Future<Void> shut() {
        HttpServer open = server;
        server = null;
        return open == null ? Future.succeededFuture() : open.close();
    }

    Future<Void> drop() {
        List<Future<Void>> closing =
                connections.keySet().stream().map(HttpConnection::close).toList();
        return Future.join(closing).mapEmpty();
    }

    private void connected(HttpConnection connection) {
        connections.put(connection, lastConnection.incrementAndGet());
        connection.closeHandler(v -> connections.remove(connection));
        connection.exceptionHandler(e -> LOG.log(System.Logger.Level.DEBUG, "a connection broke", e));
    }
}
