package io.exportcomments.transport.vertx.internal;

import io.exportcomments.adapter.WebLinks;
import io.exportcomments.transport.http.spi.HttpRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Addresses as Vert.x wants them, in parts. */
final class Addresses {
    private Addresses() {}

    /** A request as Vert.x wants it, without its body. */
    static RequestOptions request(HttpRequest asked, @Nullable VertxProxies proxies) {
        boolean secure = "https".equalsIgnoreCase(asked.url().getScheme());
        RequestOptions options = set(new RequestOptions(), asked.url(), secure, proxies);
        options.setMethod(HttpMethod.valueOf(asked.method())).setFollowRedirects(false);
        asked.headers().forEach(options::putHeader);
        if (asked.token() != null) {
            options.putHeader("X-AUTH-TOKEN", asked.token().reveal());
        }
        if (asked.body() == null && asked.method().startsWith("P")) {
            options.putHeader("Content-Length", "0");
        }
        return options;
    }

    /**
     * Sets where a request goes.
     *
     * @param proxies by which proxy it goes; null if the lent options say that
     */
    static <T extends RequestOptions> T set(T options, URI url, boolean secure, @Nullable VertxProxies proxies) {
        options.setSsl(secure).setHost(host(url)).setPort(port(url, secure)).setURI(target(url));
        if (proxies != null) {
            proxies.set(options, url);
        }
        return options;
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
        String text = url.toASCIIString();
        URI ascii = text.equals(url.toString()) ? url : URI.create(text);
        String path = ascii.getRawPath() == null || ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
    }
}
