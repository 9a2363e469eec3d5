package io.exportcomments.transport.vertx;

import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.codec.moshi.http.RedirectPolicy;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.TransportSettings;
import io.vertx.core.http.RequestOptions;
import java.net.URI;

/**
 * What all exchanges of a transport have in common.
 *
 * @param settings where the service is, and what a request says of us
 * @param stack what carries the exchanges
 * @param live what is under way
 * @param codec reads bodies
 */
record Conversation(TransportSettings settings, HttpStack stack, LiveExchanges live, JobCodec codec) {
    Timeouts timeouts() {
        return settings.timeouts();
    }

    RedirectPolicy redirects() {
        return new RedirectPolicy(settings);
    }

    /** A request to this address; the token goes along only to the base URL's origin. */
    RequestOptions addressed(Asked asked, URI url) {
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        int usualPort = secure ? 443 : 80;
        RequestOptions options = new RequestOptions()
                .setMethod(asked.method())
                .setSsl(secure)
                .setHost(host(url))
                .setPort(url.getPort() == -1 ? usualPort : url.getPort())
                .setURI(target(url))
                .setFollowRedirects(false);
        asked.headers().forEach(options::putHeader);
        options.putHeader("User-Agent", settings.userAgent());
        if (settings.isSameOrigin(url)) {
            options.putHeader("X-AUTH-TOKEN", settings.token().reveal());
        }
        return options;
    }

    static String host(URI url) {
        String host = url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Path and query, in ASCII. */
    static String target(URI url) {
        URI ascii = URI.create(url.toASCIIString());
        String path = ascii.getRawPath() == null || ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
    }
}
