package io.exportcomments.network;

import java.net.IDN;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A proxy on the way to the service: one that speaks HTTP, or SOCKS 5. It looks up the hosts' names itself. Immutable;
 * its text shows neither user nor password.
 */
public final class ProxyServer {
    /** The port of an address that has none, as curl has it. */
    public static final int USUAL_PORT = 1080;

    private static final Pattern ADDRESS = Pattern.compile("(?:([A-Za-z][A-Za-z0-9+.-]*)://)?([^/?#]*)[/?#]?.*");
    private static final Pattern PLACE = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]]+)(?::(\\d{1,5}))?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+|[0-9A-Fa-f:.]+");

    private final Protocol protocol;
    private final String host;
    private final int port;
    private final @Nullable ProxyLogin login;

    private ProxyServer(Protocol protocol, String host, int port, @Nullable ProxyLogin login) {
        this.protocol = protocol;
        this.host = host;
        this.port = port;
        this.login = login;
    }

    /** How a proxy is spoken to. */
    public enum Protocol {
        /** HTTP: {@code CONNECT} for https and for sockets, whole addresses for plain http. */
        HTTP,
        /** SOCKS, version 5. */
        SOCKS5
    }

    /**
     * A proxy that wants no password.
     *
     * @param host its name or IP address; of IPv6 with or without brackets
     * @param port from 1 to 65,535
     * @throws IllegalArgumentException if that is no host, or no port
     */
    public static ProxyServer of(Protocol protocol, String host, int port) {
        Objects.requireNonNull(protocol, "protocol");
        String plain = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : ascii(host);
        if (!NAME.matcher(plain).matches()) {
            throw new IllegalArgumentException("The proxy's host is neither a name nor an IP address");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("The proxy's port must be from 1 to 65535");
        }
        return new ProxyServer(protocol, plain, port, null);
    }

    /**
     * Reads a proxy's address as curl does: {@code [http://|socks5://|socks5h://][user:password@]host[:port]}, with
     * user and password percent-encoded where they need it, and port {@value #USUAL_PORT} if there is none.
     *
     * @throws IllegalArgumentException if it is none, or of another kind of proxy; the message shows nothing of it but
     *     its scheme
     */
    public static ProxyServer parse(String address) {
        Matcher parts = ADDRESS.matcher(address.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("The proxy's address has a line break");
        }
        String authority = parts.group(2);
        int at = authority.lastIndexOf('@');
        Matcher place = PLACE.matcher(authority.substring(at + 1));
        if (!place.matches()) {
            throw new IllegalArgumentException(
                    "The proxy's address must have the form http://host:port or socks5://host:port, with user:password@"
                            + " before the host where the proxy wants that");
        }
        int port = place.group(2) == null ? USUAL_PORT : Integer.parseInt(place.group(2));
        ProxyServer server = of(protocol(parts.group(1)), place.group(1), port);
        return at < 0 ? server : server.login(ProxyLogin.parse(authority.substring(0, at)));
    }

    private static Protocol protocol(@Nullable String scheme) {
        String kind = scheme == null ? "http" : scheme.toLowerCase(Locale.ROOT);
        return switch (kind) {
            case "http" -> Protocol.HTTP;
            case "socks5", "socks5h" -> Protocol.SOCKS5;
            default ->
                throw new IllegalArgumentException(
                        "A proxy can be reached by http://, socks5:// or socks5h://, not by " + kind + "://");
        };
    }

    private static String ascii(String host) {
        return host.chars().allMatch(c -> c < 0x80) ? host : IDN.toASCII(host);
    }

    /** The same with a user and a password. */
    public ProxyServer login(ProxyLogin newLogin) {
        return new ProxyServer(protocol, host, port, Objects.requireNonNull(newLogin, "login"));
    }

    /** How it is spoken to. */
    public Protocol protocol() {
        return protocol;
    }

    /** Its name or IP address, without brackets. */
    public String host() {
        return host;
    }

    /** From 1 to 65,535. */
    public int port() {
        return port;
    }

    /** The user and the password; empty if it wants none. */
    public Optional<ProxyLogin> login() {
        return Optional.ofNullable(login);
    }

    /** The address without user and password, such as {@code http://proxy.example:3128}. */
    @Override
    public String toString() {
        String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return protocol.name().toLowerCase(Locale.ROOT) + "://" + (login == null ? "" : "***@") + shown + ":" + port;
    }
}
