package io.exportcomments.transport.vertx.internal;

import io.exportcomments.network.ProxyLogin;
import io.exportcomments.network.ProxyServer;
import io.exportcomments.transport.http.spi.ProxyRoutes;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/**
 * The proxies that the network's settings or the JVM name, as Vert.x wants them.
 *
 * @param routes which proxy an address is reached by
 * @param patience how long a proxy may take to open the way
 */
record VertxProxies(ProxyRoutes routes, Duration patience) {
    /** Sets the proxy for a request or a socket at an address, if it is not reached directly. */
    void set(RequestOptions request, URI url) {
        ProxyServer proxy = routes.proxyFor(url);
        if (proxy == null) {
            request.setProxyOptions(null);
            return;
        }
        boolean http = proxy.protocol() == ProxyServer.Protocol.HTTP;
        ProxyOptions options = new ProxyOptions()
                .setType(http ? ProxyType.HTTP : ProxyType.SOCKS5)
                .setHost(proxy.host())
                .setPort(proxy.port())
                .setConnectTimeout(patience);
        proxy.login().ifPresent(login -> {
            if (http && "http".equalsIgnoreCase(url.getScheme())) {
                request.putHeader("Proxy-Authorization", basic(login));
            } else {
                options.setUsername(http ? login.user() : bytes(login.user()))
                        .setPassword(http ? login.revealPassword() : bytes(login.revealPassword()));
            }
        });
        request.setProxyOptions(options);
    }

    /** Vert.x would write it in whatever charset is the JVM's. */
    private static String basic(ProxyLogin login) {
        byte[] both = (login.user() + ":" + login.revealPassword()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    /** For SOCKS, Netty writes each character as one byte. */
    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
