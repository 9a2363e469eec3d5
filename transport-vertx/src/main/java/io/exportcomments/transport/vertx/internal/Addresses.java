package io.exportcomments.transport.vertx.internal;

import io.exportcomments.adapter.WebLinks;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Addresses as Vert.x wants them, in parts. */
final class Addresses {
    private Addresses() {}

    /**
     * Sets where a request goes.
     *
     * @param jvmProxy whether it goes by the proxy that the JVM's settings name
     */
    static <T extends RequestOptions> T set(T options, URI url, boolean secure, boolean jvmProxy) {
        options.setSsl(secure).setHost(host(url)).setPort(port(url, secure)).setURI(target(url));
        if (jvmProxy) {
            options.setProxyOptions(jvmProxy(url, secure ? "https" : "http"));
        }
        return options;
    }

    /**
     * The proxy that the JVM's settings name for an address; null if there is none. Vert.x does not look at them by itself.
     *
     * @param scheme http or https, as the JVM knows no other
     */
    static @Nullable ProxyOptions jvmProxy(URI url, String scheme) {
        ProxySelector selector = ProxySelector.getDefault();
        if (selector == null) {
            return null;
        }
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        Proxy first = selector.select(URI.create(scheme + "://" + url.getRawAuthority() + path)).stream()
                .findFirst()
                .orElse(Proxy.NO_PROXY);
        if (first.type() == Proxy.Type.DIRECT || !(first.address() instanceof InetSocketAddress address)) {
            return null;
        }
        return new ProxyOptions()
                .setType(first.type() == Proxy.Type.HTTP ? ProxyType.HTTP : ProxyType.SOCKS5)
                .setHost(address.getHostString())
                .setPort(address.getPort());
    }

    private static int port(URI url, boolean secure) {
        if (url.getHost() == null) {
            return WebLinks.port(url);
        }
        int usualPort = secure ? 443 : 80;
        return url.getPort() == -1 ? usualPort : url.getPort();
    }

    /** The host, also one with an underscore, of which {@link URI#getHost()} says nothing. */
    private static String host(URI url) {
        String host = WebLinks.host(url).orElseThrow();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Path and query, in ASCII. */
    private static String target(URI url) {
        URI ascii = URI.create(url.toASCIIString());
        String path = ascii.getRawPath() == null || ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
    }
}
