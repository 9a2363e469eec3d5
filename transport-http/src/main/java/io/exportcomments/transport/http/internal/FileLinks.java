package io.exportcomments.transport.http.internal;

import io.exportcomments.adapter.WebLinks;
import java.net.URI;

/** Checks the links of files before anything is sent. */
public final class FileLinks {
    private FileLinks() {}

    /**
     * The same link.
     *
     * @throws IllegalArgumentException if it is not an absolute http or https link to a host, without a user
     */
    public static URI checked(URI link) {
        String authority = link.getRawAuthority();
        if (!WebLinks.isWeb(link) || authority.indexOf('@') >= 0) {
            throw new IllegalArgumentException("Not an absolute http or https link to a file");
        }
        return link;
    }
}
