package io.exportcomments.transport.vertx;

import io.exportcomments.error.ErrorContext;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as a remote operation makes it, before it is addressed.
 *
 * @param context what is asked, for errors
 * @param method such as {@code GET}
 * @param url where it begins; redirects may lead elsewhere
 * @param headers those of this request alone
 * @param body what is sent; null if nothing is
 */
record Asked(
        ErrorContext context,
        HttpMethod method,
        URI url,
        Map<String, String> headers,
        @Nullable Buffer body) {}
