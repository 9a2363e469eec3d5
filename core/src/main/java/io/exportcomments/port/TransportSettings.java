package io.exportcomments.port;

import io.exportcomments.network.NetworkSettings;
import java.net.URI;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a transport is opened with.
 *
 * @param baseUrl the service's origin, http or https, without path, query, fragment and user
 * @param token the account's token; it goes to the base URL's origin and nowhere else
 * @param timeouts how long things may take
 * @param userAgent the {@code User-Agent} of each request: printable ASCII, not blank
 * @param realTime measures exchanges; lent by the client, so that both share a thread. Null if the transport has to see
 *     to that itself, as where the client's time is not the real one
 * @param network by which proxy, and whose certificates are trusted
 */
public record TransportSettings(
        URI baseUrl,
        ApiToken token,
        Timeouts timeouts,
        String userAgent,
        @Nullable Timekeeper realTime,
        NetworkSettings network) {
    /** The service's own address. Source: the service's documentation. */
    public static final URI SERVICE = URI.create("https://exportcomments.com");

    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7E]([\\x20-\\x7E]*[\\x21-\\x7E])?");

    /**
     * @throws IllegalArgumentException if the base URL is more or less than an origin, or on another machine where
     *     certificates of this one are to go unchecked; or if the user agent would break its header
     */
    public TransportSettings {
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(timeouts, "timeouts");
        Objects.requireNonNull(userAgent, "userAgent");
        if (!PRINTABLE.matcher(userAgent).matches()) {
            throw new IllegalArgumentException("The user agent must be printable ASCII, and not blank");
        }
        baseUrl = checked(baseUrl);
        Objects.requireNonNull(network, "network");
        if (network.insecure() && !network.isUnchecked(baseUrl.getHost())) {
            throw new IllegalArgumentException(
                    "Only certificates of this machine (localhost, 127.0.0.1, ::1) can go unchecked, and the base URL is "
                            + baseUrl);
        }
    }

    /** Settings of a transport that measures exchanges itself. */
    public TransportSettings(URI baseUrl, ApiToken token, Timeouts timeouts, String userAgent) {
        this(baseUrl, token, timeouts, userAgent, null, NetworkSettings.DEFAULT);
    }

    /** The same with a timekeeper, which is lent. */
    public TransportSettings realTime(Timekeeper time) {
        return new TransportSettings(baseUrl, token, timeouts, userAgent, time, network);
    }

    /** The same in another network. */
    public TransportSettings network(NetworkSettings settings) {
        return new TransportSettings(baseUrl, token, timeouts, userAgent, realTime, settings);
    }

    private static URI checked(URI url) {
        boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        boolean bare = url.getRawPath() == null
                || url.getRawPath().isEmpty()
                || url.getRawPath().equals("/");
        String authority = url.getRawAuthority();
        if (web && url.getHost() == null && authority != null && authority.indexOf('@') < 0) {
            throw new IllegalArgumentException("The host of the base URL can't be used: " + authority
                    + "; a host's name consists of letters, digits and hyphens");
        }
        if (!web
                || url.getHost() == null
                || !bare
                || url.getRawQuery() != null
                || url.getRawFragment() != null
                || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "The base URL must be an origin such as https://exportcomments.com, with no path, query or user");
        }
        return URI.create(url.getScheme().toLowerCase(java.util.Locale.ROOT) + "://" + url.getRawAuthority());
    }

    /**
     * Whether a link stays at the base URL's origin, the only place that may see the token: scheme, host and port are
     * the same.
     */
    public boolean isSameOrigin(URI link) {
        return baseUrl.getScheme().equalsIgnoreCase(link.getScheme())
                && baseUrl.getHost().equalsIgnoreCase(link.getHost())
                && port(baseUrl) == port(link);
    }

    private static int port(URI url) {
        if (url.getPort() != -1) {
            return url.getPort();
        }
        return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    }
}
