package io.exportcomments.mcp.internal.protocol;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets in what comes from this machine: no page of another site, and no page whose name was made to mean this machine.
 */
final class LocalOrigins {
    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    private LocalOrigins() {}

    /** Whether the headers of a request are those of a program or a page of this machine. */
    static boolean allow(Headers headers) {
        List<String> hosts = headers.getOrDefault("Host", List.of());
        List<String> origins = headers.getOrDefault("Origin", List.of());
        return hosts.size() == 1
                && isLocal("http://" + hosts.get(0))
                && origins.stream().allMatch(LocalOrigins::isLocal);
    }

    private static boolean isLocal(String origin) {
        try {
            URI parsed = URI.create(origin);
            return isWeb(parsed.getScheme()) && parsed.getRawUserInfo() == null && isLocalHost(parsed.getHost());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isWeb(@Nullable String scheme) {
        return "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    }

    private static boolean isLocalHost(@Nullable String host) {
        return host != null && HOSTS.contains(host.toLowerCase(Locale.ROOT));
    }
}
