package io.exportcomments.codec.moshi;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes links absolute against the base URL. */
final class Links {
    private static final String ILLEGAL_IN_URI = " \"<>\\^`{|}";
    private static final int LONGEST = 8192;

    private final URI base;

    Links(URI baseUrl) {
        if (!isWeb(baseUrl)) {
            throw new IllegalArgumentException("The base URL must be absolute, http or https, and name a host");
        }
        // URI.resolve would glue a relative path to the host of a base without a path.
        this.base = baseUrl.getRawPath() == null || baseUrl.getRawPath().isEmpty() ? baseUrl.resolve("/") : baseUrl;
    }

    /** The absolute http or https link; null if the text is none. */
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

    /** File names come with blanks in them, and are good links for any browser. */
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
