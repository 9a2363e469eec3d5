package io.exportcomments.adapter;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads http and https links as browsers do: servers put file names with blanks, {@code [}, {@code %} and {@code |}
 * into them, which {@link URI} refuses, and hosts with an underscore, of which {@link URI#getHost()} says nothing.
 */
public final class WebLinks {
    private static final int LONGEST = 8192;
    private static final int LARGEST_PORT = 65_535;
    private static final String ILLEGAL = " \"<>\\^`{|}";
    private static final Pattern PARTS = Pattern.compile(
            "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*:)?(?<authority>//[^/?#\\\\]*)?(?<path>[^?#]*)(?<query>\\?[^#]*)?(?<fragment>#.*)?",
            Pattern.DOTALL);
    private static final Pattern AUTHORITY = Pattern.compile("//(?<user>.*@)?(?<host>[^:@\\[\\]]*)(?<port>:\\d*)?");
    private static final Pattern HOST_AND_PORT = Pattern.compile("(?<host>[A-Za-z0-9._-]+)(?::(?<port>\\d{0,5}))?");

    private WebLinks() {}

    /**
     * The absolute http or https link that a text means.
     *
     * <p>Blanks around it and line breaks in it are dropped, and what has no place in a URI is percent-encoded, also
     * a {@code %} that begins no escape. A link may have a host that {@link URI#getHost()} does not know: ask {@link
     * #host} and {@link #port}.
     *
     * @param base an absolute http or https link with a path, against which a relative link is resolved
     * @return the link; empty if the text can't be one, or has more than 8,192 characters
     */
    public static Optional<URI> resolve(URI base, String text) {
        String trimmed = trimmed(text);
        if (trimmed.isEmpty() || trimmed.length() > LONGEST) {
            return Optional.empty();
        }
        // Nearly all links are well-formed, and to rewrite them costs more than the rest of a job.
        Optional<URI> asItIs = parsed(base, trimmed);
        return asItIs.isPresent() ? asItIs : parsed(base, encoded(trimmed));
    }

    private static Optional<URI> parsed(URI base, String text) {
        try {
            URI link = resolved(base, new URI(text));
            return isWeb(link) ? Optional.of(link) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * RFC 3986, section 5.2; the JDK follows an older one, in which a query alone replaces the last part of the path.
     */
    private static URI resolved(URI base, URI link) throws URISyntaxException {
        if (link.isAbsolute()) {
            return link;
        }
        if (!link.toString().startsWith("?")) {
            return base.resolve(link);
        }
        Matcher parts = parts(base.toString());
        return new URI(part(parts, "scheme") + part(parts, "authority") + part(parts, "path") + link);
    }

    /** Whether a link is absolute, http or https, and names a host and a port that can be connected to. */
    public static boolean isWeb(URI link) {
        boolean web = "https".equalsIgnoreCase(link.getScheme()) || "http".equalsIgnoreCase(link.getScheme());
        return web && host(link).isPresent() && port(link) <= LARGEST_PORT;
    }

    /**
     * The host of a link, also of one with an underscore in it; empty if there is none. An IPv6 address is in
     * brackets.
     */
    public static Optional<String> host(URI link) {
        if (link.getHost() != null) {
            return Optional.of(link.getHost());
        }
        Matcher authority = hostAndPort(link);
        return authority.matches() ? Optional.of(authority.group("host")) : Optional.empty();
    }

    /** The port of a link, by default that of its scheme. */
    public static int port(URI link) {
        if (link.getPort() != -1) {
            return link.getPort();
        }
        OptionalInt given = OptionalInt.empty();
        if (link.getHost() == null) {
            Matcher authority = hostAndPort(link);
            String port = authority.matches() ? authority.group("port") : null;
            given = port == null || port.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port));
        }
        return given.orElse("https".equalsIgnoreCase(link.getScheme()) ? 443 : 80);
    }

    private static Matcher hostAndPort(URI link) {
        String authority = link.getRawAuthority();
        return HOST_AND_PORT.matcher(authority == null ? "" : authority);
    }

    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && text.charAt(start) <= ' ') {
            start++;
        }
        while (end > start && text.charAt(end - 1) <= ' ') {
            end--;
        }
        return text.substring(start, end).replace("\t", "").replace("\r", "").replace("\n", "");
    }

    private static String encoded(String text) {
        Matcher parts = parts(text);
        return part(parts, "scheme")
                + authority(part(parts, "authority"))
                + encoded(part(parts, "path"), "[]")
                + encoded(part(parts, "query"), "")
                + fragment(part(parts, "fragment"));
    }

    private static String fragment(String fragment) {
        return fragment.isEmpty() ? "" : "#" + encoded(fragment.substring(1), "#");
    }

    private static Matcher parts(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw new IllegalStateException("Each text has these parts");
        }
        return parts;
    }

    private static String part(Matcher parts, String name) {
        String part = parts.group(name);
        return part == null ? "" : part;
    }

    /** The authority with a host of all scripts in its ASCII form. */
    private static String authority(String authority) {
        Matcher parts = AUTHORITY.matcher(authority);
        if (authority.chars().allMatch(c -> c < 0x80) || !parts.matches()) {
            return authority;
        }
        try {
            return "//" + part(parts, "user") + IDN.toASCII(parts.group("host"), IDN.ALLOW_UNASSIGNED)
                    + part(parts, "port");
        } catch (IllegalArgumentException noName) {
            return authority;
        }
    }

    private static String encoded(String part, String alsoIllegal) {
        StringBuilder out = new StringBuilder(part.length() + 16);
        int next;
        for (int i = 0; i < part.length(); i = next) {
            int c = part.codePointAt(i);
            next = i + Character.charCount(c);
            boolean illegal = c == '%' ? !isEscape(part, i) : !isLegal(c) || alsoIllegal.indexOf(c) >= 0;
            if (illegal) {
                encode(part.substring(i, next), out);
            } else {
                out.appendCodePoint(c);
            }
        }
        return out.toString();
    }

    private static boolean isLegal(int c) {
        boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return ILLEGAL.indexOf(c) < 0 && !half && !Character.isISOControl(c) && !Character.isSpaceChar(c);
    }

    private static boolean isEscape(String text, int at) {
        return at + 2 < text.length()
                && Character.digit(text.charAt(at + 1), 16) >= 0
                && text.charAt(at + 1) < 0x80
                && Character.digit(text.charAt(at + 2), 16) >= 0
                && text.charAt(at + 2) < 0x80;
    }

    /** In UTF-8; half a surrogate pair becomes the replacement character, as in browsers. */
    private static void encode(String text, StringBuilder out) {
        boolean half = text.length() == 1 && Character.isSurrogate(text.charAt(0));
        for (byte b : (half ? "\uFFFD" : text).getBytes(StandardCharsets.UTF_8)) {
            out.append('%').append(String.format(Locale.ROOT, "%02X", b & 0xFF));
        }
    }
}
