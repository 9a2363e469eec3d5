package io.exportcomments.transport.vertx.internal;

import io.exportcomments.port.SocketTransport;
import io.exportcomments.transport.http.spi.HttpSession;
import io.exportcomments.transport.http.spi.SocketRules;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.util.Map;

/** WebSockets on Vert.x, with the proxy and the TLS settings of the calls. Thread-safe. */
public final class VertxSockets implements SocketTransport {
    private final HttpSession session;
    private final VertxStack stack;

    /** Sockets of this session on this stack; both are borrowed. */
    public VertxSockets(HttpSession session, VertxStack stack) {
        this.session = session;
        this.stack = stack;
    }

    @Override
    public Socket open(URI uri, Map<String, String> headers, Listener listener) {
        URI checked = SocketRules.checked(uri);
        VertxProxies proxies = stack.proxies();
        WebSocketConnectOptions options = Addresses.set(
                new WebSocketConnectOptions(),
                checked,
                "wss".equalsIgnoreCase(checked.getScheme()),
                proxies == null ? null : proxies.patience(session.timeouts().connect()));
        options.setAllowOriginHeader(false);
        headers.forEach(options::putHeader);
        options.putHeader("User-Agent", session.settings().userAgent());
        return new VertxSocket(session, stack, options, listener).start();
    }
}
