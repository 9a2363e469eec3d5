package io.exportcomments.transport.vertx.internal;

import io.exportcomments.port.SocketTransport;
import io.exportcomments.transport.http.spi.HttpSession;
import io.exportcomments.transport.http.spi.SocketRules;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ConnectOptions;
import java.net.URI;
import java.util.HashMap;
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
        boolean secure = "wss".equalsIgnoreCase(checked.getScheme());
        RequestOptions to = Addresses.set(new RequestOptions(), checked, secure, stack.proxies());
        ConnectOptions options = new ConnectOptions()
                .setHost(to.getHost())
                .setPort(to.getPort())
                .setSsl(secure)
                .setProxyOptions(to.getProxyOptions());
        Map<String, String> all = new HashMap<>(headers);
        all.put("User-Agent", session.settings().userAgent());
        return new VertxSocket(session, stack, options, checked, all, listener).start();
    }
}
