package io.exportcomments.transport.http.internal;

import io.exportcomments.adapter.WebLinks;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads addresses as browsers do: with blanks, brackets, letters of all scripts and single percent signs in them. */
final class WebAddresses {
    private static final String ILLEGAL = "\"<>\\^`{|}";
    private static final Pattern AUTHORITY = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*:)?//[^/?#]*");
    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");
    private static final Pattern DOT = Pattern.compile("(?i)%2e");

    private WebAddresses() {}

    /**
     * The absolute http or https address, without a user; its host is null where it is one that can't be used; null if
     * it is none.
     */
    static @Nullable URI resolve(URI from, @Nullable String location) {
        if (location == null || location.isBlank()) {
            return null;
        }
        String text = decoded(location.strip());
        Matcher named = AUTHORITY.matcher(text);
        if (named.find() && named.group().chars().anyMatch(c -> c >= 0x80)) {
            return WebLinks.resolve(from, text)
                    .filter(target -> target.getRawAuthority().indexOf('@') < 0)
                    .map(target -> normalized(URI.create(target.toASCIIString())))
                    .orElse(null);
        }
        try {
            URI target = resolved(from, escaped(text));
            boolean web = "http".equalsIgnoreCase(target.getScheme()) || "https".equalsIgnoreCase(target.getScheme());
            String authority = target.getRawAuthority();
            return web && authority != null && authority.indexOf('@') < 0 ? target : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /**
     * As RFC 3986 has it. The JDK follows an older one, in which a query alone replaces the last part of the path, and
     * makes one slash of two.
     */
    private static URI resolved(URI from, String location) throws URISyntaxException {
        if (location.startsWith("?")) {
            return new URI(from.toString().replaceFirst("[?#].*$", "") + location);
        }
        URI reference = new URI(location);
        String path = reference.getRawPath();
        boolean relative = !reference.isAbsolute() && reference.getRawAuthority() == null;
        if (relative && path != null && !path.isEmpty() && !path.startsWith("/")) {
            String base = from.getRawPath() == null || from.getRawPath().isEmpty() ? "/" : from.getRawPath();
            return normalized(new URI(origin(from) + base.substring(0, base.lastIndexOf('/') + 1) + location));
        }
        return normalized(from.resolve(reference));
    }

    /** The same address without dot segments, escaped ones among them; some HTTP libraries send them as they are. */
    static URI normalized(URI address) {
        String path = address.getRawPath();
        String without = path == null || path.isEmpty() ? path : withoutDots(path);
        if (Objects.equals(path, without)) {
            return address;
        }
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return URI.create(origin(address) + without + query);
    }

    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority();
    }

    /** Source: RFC 3986, section 5.2.4. */
    private static String withoutDots(String path) {
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            String segment = DOT.matcher(segments[i]).replaceAll(".");
            if (!segment.equals(".") && !segment.equals("..")) {
                kept.addLast(segments[i]);
                continue;
            }
            if (segment.equals("..")) {
                kept.pollLast();
            }
            if (last) {
                kept.addLast("");
            }
        }
        return "/" + String.join("/", kept);
    }

    /** Some HTTP libraries read a header as ISO 8859-1, others as UTF-8; servers send UTF-8. */
    private static String decoded(String header) {
        if (header.chars().anyMatch(c -> c > 0xFF)) {
            return header;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return header;
        }
    }

    private static String escaped(String location) {
        Matcher authority = AUTHORITY.matcher(location);
        int path = authority.find() ? authority.end() : 0;
        StringBuilder result = new StringBuilder(location.substring(0, path));
        String rest = location.substring(path);
        Matcher escape = ESCAPE.matcher(rest);
        for (int i = 0; i < rest.length(); ) {
            int c = rest.codePointAt(i);
            boolean single = c == '%' && !escape.region(i, rest.length()).lookingAt();
            if (c <= 0x20 || c >= 0x7F || single || c == '[' || c == ']' || ILLEGAL.indexOf(c) >= 0) {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    result.append('%').append(String.format(Locale.ROOT, "%02X", b & 0xFF));
                }
            } else {
                result.append((char) c);
            }
            i += Character.charCount(c);
        }
        return result.toString();
    }
}
