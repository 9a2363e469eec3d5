package io.exportcomments.transport.vertx;

import io.exportcomments.codec.moshi.http.SocketRules;
import io.exportcomments.port.SocketTransport;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.util.Map;

/** WebSockets on Vert.x, with the proxy and the TLS settings of the calls. Thread-safe. */
final class VertxSockets implements SocketTransport {
    private final Conversation conversation;

    VertxSockets(Conversation conversation) {
        this.conversation = conversation;
    }

    @Override
    public Socket open(URI uri, Map<String, String> headers, Listener listener) {
        URI checked = SocketRules.checked(uri);
        boolean secure = "wss".equalsIgnoreCase(checked.getScheme());
        int usualPort = secure ? 443 : 80;
        WebSocketConnectOptions options = new WebSocketConnectOptions();
        options.setSsl(secure)
                .setHost(Conversation.host(checked))
                .setPort(checked.getPort() == -1 ? usualPort : checked.getPort())
                .setURI(Conversation.target(checked));
        options.setAllowOriginHeader(false);
        headers.forEach(options::putHeader);
        options.putHeader("User-Agent", conversation.settings().userAgent());
        return new VertxSocket(conversation, options, listener).start();
    }
}
