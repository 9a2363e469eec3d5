package io.exportcomments.codec.moshi.internal;

import io.exportcomments.adapter.WebLinks;
import io.exportcomments.job.WebLink;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Makes links absolute by resolving them against the base URL. */
public final class LinkResolver {
    private final URI base;
    /** What comes before the path of a link to the same server. */
    private final String origin;

    /**
     * A resolver.
     *
     * @param baseUrl absolute, http or https
     * @throws IllegalArgumentException if it is not
     */
    public LinkResolver(URI baseUrl) {
        if (!WebLinks.isWeb(baseUrl)) {
            throw new IllegalArgumentException("The base URL must be an absolute http or https URL with a host");
        }
        // URI.resolve would append a relative path to the host if the base had no path.
        this.base = baseUrl.getRawPath() == null || baseUrl.getRawPath().isEmpty() ? baseUrl.resolve("/") : baseUrl;
        this.origin = base.getScheme() + "://" + base.getRawAuthority();
    }

    /** The absolute http or https link, without a user; null if the text can't be one. */
    @Nullable WebLink resolve(String text) {
        WebLink plain = WebLink.ofPlain(isPlainPath(text) ? origin + text : text);
        if (plain != null) {
            return plain;
        }
        return WebLinks.resolve(base, text)
                .filter(link -> link.getRawAuthority().indexOf('@') < 0)
                .map(WebLink::of)
                .orElse(null);
    }

    /** Whether it is a path from the root in which no part stands for something else. */
    private static boolean isPlainPath(String text) {
        return text.startsWith("/") && !text.contains("//") && !text.contains("/.");
    }
}
