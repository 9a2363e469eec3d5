package io.exportcomments.transport.http.spi;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** An answer whose head is there. */
public interface HttpAnswer {
    /** The status, such as 200. */
    int status();

    /** A header's value, the first if there are several; null if there is none. */
    @Nullable String header(String name);

    /**
     * The body as it comes, byte by byte what the service sent; the same stream each time. Reading blocks, holds the
     * wire back, and fails where the body is cut. Closing it frees the connection: what little is left and comes at
     * once is read, otherwise the connection ends.
     */
    InputStream body();
}
