package io.exportcomments.transport.http.internal;

import java.net.URI;

/** Checks the links of files before anything is sent. */
public final class FileLinks {
    private FileLinks() {}

    /**
     * The same link, without dot segments.
     *
     * @throws IllegalArgumentException if it is not an absolute http or https link to a host, without a user
     */
    public static URI checked(URI link) {
        boolean web = "http".equalsIgnoreCase(link.getScheme()) || "https".equalsIgnoreCase(link.getScheme());
        String authority = link.getRawAuthority();
        if (web && link.getHost() == null && authority != null && authority.indexOf('@') < 0) {
            throw new IllegalArgumentException("The host's name in the link can't be used: " + authority);
        }
        if (!web || link.getHost() == null || link.getRawUserInfo() != null) {
            throw new IllegalArgumentException("Not an absolute http or https link to a file");
        }
        return WebAddresses.normalized(link);
    }
}
