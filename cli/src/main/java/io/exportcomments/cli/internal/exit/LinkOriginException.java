package io.exportcomments.cli.internal.exit;

import java.net.URI;

/** A file is at another origin than the service, where the token is not sent, and asks for one. */
public final class LinkOriginException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** An error for this link and base URL. */
    public LinkOriginException(URI link, URI baseUrl, RuntimeException cause) {
        super(
                "The file is at " + origin(link) + ", another origin than the base URL " + origin(baseUrl)
                        + ": no token was sent there, and it asks for one. If that is the service, use --base-url "
                        + origin(link),
                cause);
    }

    /** Whether the two addresses have different origins. */
    public static boolean differ(URI link, URI baseUrl) {
        return !origin(link).equalsIgnoreCase(origin(baseUrl));
    }

    private static String origin(URI url) {
        boolean usual = url.getPort() == ("https".equalsIgnoreCase(url.getScheme()) ? 443 : 80);
        return url.getScheme() + "://" + url.getHost() + (usual || url.getPort() < 0 ? "" : ":" + url.getPort());
    }
}
