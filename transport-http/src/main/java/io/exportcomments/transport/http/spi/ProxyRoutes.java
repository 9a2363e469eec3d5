package io.exportcomments.transport.http.spi;

import io.exportcomments.network.NetworkSettings;
import io.exportcomments.network.ProxyLogin;
import io.exportcomments.network.ProxyServer;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
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
        Proxy first = selector.select(web(url)).stream().findFirst().orElse(Proxy.NO_PROXY);
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

    /** The JVM's settings know no sockets. */
    private static URI web(URI url) {
        boolean secure = "https".equalsIgnoreCase(url.getScheme()) || "wss".equalsIgnoreCase(url.getScheme());
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return URI.create((secure ? "https" : "http") + "://" + url.getRawAuthority() + path);
    }
}
