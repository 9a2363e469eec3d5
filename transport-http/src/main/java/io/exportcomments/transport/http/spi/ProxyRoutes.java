package io.exportcomments.transport.http.spi;

import io.exportcomments.network.NetworkSettings;
import io.exportcomments.network.ProxyLogin;
import io.exportcomments.network.ProxyServer;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** By which proxy an address is reached: that of the settings, or the one that the JVM names. Thread-safe. */
public final class ProxyRoutes {
    private final NetworkSettings network;

    /** The routes of these settings. */
    public ProxyRoutes(NetworkSettings network) {
        this.network = network;
    }

    /** Whether the settings leave the choice to the JVM. */
    public boolean leavesToJvm(URI url) {
        return network.leavesToJvm(url);
    }

    /** Whether they do so for every address. */
    public boolean leavesAllToJvm() {
        return network.leavesAllToJvm();
    }

    /**
     * The proxy for an address; null if it is reached directly.
     *
     * @param url absolute: http, https, ws or wss
     */
    public @Nullable ProxyServer proxyFor(URI url) {
        return network.leavesToJvm(url) ? ofJvm(url) : network.proxyFor(url).orElse(null);
    }

    /** Of several, the first. */
    private static @Nullable ProxyServer ofJvm(URI url) {
        ProxySelector selector = ProxySelector.getDefault();
        if (selector == null) {
            return null;
        }
        List<Proxy> named = selector.select(web(url));
        Proxy first = named.isEmpty() ? Proxy.NO_PROXY : named.get(0);
        if (first.type() == Proxy.Type.DIRECT || !(first.address() instanceof InetSocketAddress address)) {
            return null;
        }
        if (first.type() == Proxy.Type.HTTP) {
            return ProxyServer.of(ProxyServer.Protocol.HTTP, address.getHostString(), address.getPort());
        }
        ProxyServer socks = ProxyServer.of(ProxyServer.Protocol.SOCKS5, address.getHostString(), address.getPort());
        String user = System.getProperty("java.net.socks.username");
        return user == null || user.isEmpty()
                ? socks
                : socks.login(ProxyLogin.of(user, System.getProperty("java.net.socks.password", "")));
    }

    /** The JVM's settings know no sockets, and are told of no query. */
    private static URI web(URI url) {
        if (isPlainWeb(url)) {
            return url;
        }
        boolean secure = "https".equalsIgnoreCase(url.getScheme()) || "wss".equalsIgnoreCase(url.getScheme());
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return URI.create((secure ? "https" : "http") + "://" + url.getRawAuthority() + path);
    }

    private static boolean isPlainWeb(URI url) {
        boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        boolean hasPath = url.getRawPath() != null && !url.getRawPath().isEmpty();
        return web && hasPath && url.getRawQuery() == null && url.getRawFragment() == null;
    }
}
