package io.exportcomments.mock.internal.page;

import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells requests of the page itself, or of no page at all, from those that another site's page caused. A site can
 * have its own name lead to this machine, and is then of the same origin: so names other than the server's are
 * refused as well.
 */
final class SameOrigin {

    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9A-Fa-f:.]+]");
    private static final Set<String> SITES = Set.of("same-origin", "none");

    private final String listensOn;

    SameOrigin(String listensOn) {
        this.listensOn = listensOn;
    }

    /**
     * Whether a request is one of the page's.
     *
     * @param pages the page's own origin, where a proxy says it; another site's page can't say so, as a browser would
     *     ask first whether it may
     */
    boolean allows(HttpServerRequest http, String pages) {
        String host = http.getHeader("Host");
        String origin = http.getHeader("Origin");
        String site = http.getHeader("Sec-Fetch-Site");
        boolean own = origin == null || origin.equals("http://" + host) || origin.equals(pages);
        boolean near = site == null || SITES.contains(site) || opened(http, site);
        return own && near && known(host);
    }

    /** A link on another site may lead to the page; it only shows. */
    private static boolean opened(HttpServerRequest http, String site) {
        return !site.isEmpty()
                && http.method().name().equals("GET")
                && "/".equals(http.path())
                && "navigate".equals(http.getHeader("Sec-Fetch-Mode"));
    }

    private boolean known(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String name = host.replaceFirst(":\\d+$", "");
        return name.equals("localhost")
                || name.equals(listensOn)
                || ADDRESS.matcher(name).matches();
    }
}
