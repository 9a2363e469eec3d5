package io.exportcomments.codec.moshi.internal;

import io.exportcomments.adapter.WebLinks;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Makes links absolute by resolving them against the base URL. */
public final class LinkResolver {
    private final URI base;

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
    }

    /** The absolute http or https link; null if the text can't be one. */
    @Nullable URI resolve(String text) {
        return WebLinks.resolve(base, text).orElse(null);
    }
}
