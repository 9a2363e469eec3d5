package io.exportcomments.mock.internal.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What absolute links begin with: the address that the client used, so that they stay within its origin. A proxy in
 * front of the mock says it by {@code X-Forwarded-Proto}, {@code -Host}, {@code -Port} and {@code -Prefix}.
 */
final class Origins {

    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(\\d{1,5}))?");
    private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~-]+)+/?");

    private final Supplier<String> service;
    private final Supplier<String> other;

    /** The parameters give the addresses of the two ports themselves. */
    Origins(Supplier<String> service, Supplier<String> other) {
        this.service = service;
        this.other = other;
    }

    /** The address of the other origin. */
    String other() {
        return other.get();
    }

    /** The address of the service as a request's client knows it; without a usable one, the service's own. */
    String of(HttpServerRequest request) {
        String forwarded = first(request.getHeader("X-Forwarded-Host"));
        var host = HOST.matcher(forwarded == null ? String.valueOf(request.getHeader("Host")) : forwarded);
        if (!host.matches()) {
            return service.get();
        }
        String scheme = scheme(first(request.getHeader("X-Forwarded-Proto")));
        String port = first(request.getHeader("X-Forwarded-Port"));
        return scheme + "://" + host.group(1) + port(scheme, port == null ? host.group(2) : port)
                + prefix(first(request.getHeader("X-Forwarded-Prefix")));
    }

    /** Each proxy on the way adds its own value at the end; the first is what the client used. */
    private static @Nullable String first(@Nullable String header) {
        String value = header == null ? "" : header.split(",", 2)[0].strip();
        return value.isEmpty() ? null : value;
    }

    private static String scheme(@Nullable String forwarded) {
        String scheme = forwarded == null ? "" : forwarded.toLowerCase(Locale.ROOT);
        return scheme.equals("https") || scheme.equals("wss") ? "https" : "http";
    }

    private static String port(String scheme, @Nullable String port) {
        boolean usable = port != null && port.matches("\\d{1,5}") && Integer.parseInt(port) > 0;
        boolean usual = usable && Integer.parseInt(port) == (scheme.equals("https") ? 443 : 80);
        return usable && !usual ? ":" + port : "";
    }

    private static String prefix(@Nullable String prefix) {
        if (prefix == null || !PREFIX.matcher(prefix).matches()) {
            return "";
        }
        return prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    }
}
