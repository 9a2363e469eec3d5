package io.exportcomments.codec.moshi.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes links absolute by resolving them against the base URL. */
public final class LinkResolver {
    private static final String ILLEGAL_IN_URI = " \"<>\\^`{|}";
    private static final int LONGEST = 8192;

    private final URI base;

    /**
     * A resolver.
     *
     * @param baseUrl absolute, http or https
     * @throws IllegalArgumentException if it is not
     */
    public LinkResolver(URI baseUrl) {
        if (!isWeb(baseUrl)) {
            throw new IllegalArgumentException("The base URL must be an absolute http or https URL with a host");
        }
        // URI.resolve would append a relative path to the host if the base had no path.
        this.base = baseUrl.getRawPath() == null || baseUrl.getRawPath().isEmpty() ? baseUrl.resolve("/") : baseUrl;
    }

    /** The absolute http or https link; null if the text can't be one. */
    @Nullable URI resolve(String text) {
        if (text.isBlank() || text.length() > LONGEST) {
            return null;
        }
        URI link = parse(text);
        if (link == null) {
            link = parse(escaped(text));
        }
        URI absolute = link == null || link.isAbsolute() ? link : base.resolve(link);
        return absolute != null && isWeb(absolute) ? absolute : null;
    }

    private static @Nullable URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** File names contain blanks, which browsers accept in links. */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (ILLEGAL_IN_URI.indexOf(c) >= 0) {
                out.append('%').append(Integer.toHexString(c).toUpperCase(Locale.ROOT));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean isWeb(URI uri) {
        return uri.getHost() != null
                && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()));
    }
}
