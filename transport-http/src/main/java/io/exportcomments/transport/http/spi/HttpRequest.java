package io.exportcomments.transport.http.spi;

import io.exportcomments.port.ApiToken;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request to be sent. Immutable, as long as nobody changes the bytes of its body. */
public final class HttpRequest {
    private final String method;
    private final String origin;
    private final String target;
    private volatile @Nullable URI url;
    private final Map<String, String> headers;
    private final @Nullable ApiToken token;
    private final byte @Nullable [] body;
    private final ConnectionChoice connection;

    /**
     * A request.
     *
     * @param method such as {@code GET}
     * @param url absolute, http or https
     * @param headers all but the token, and but those that frame the message
     * @param token the account's token; null where it must not go
     * @param body what is sent; null if nothing is
     * @param connection which connection may carry it
     */
    public HttpRequest(
            String method,
            URI url,
            Map<String, String> headers,
            @Nullable ApiToken token,
            byte @Nullable [] body,
            ConnectionChoice connection) {
        this(method, "", url.toString(), headers, token, body, connection);
        this.url = url;
    }

    /**
     * A request to the base URL, whose address is put together and taken apart when somebody asks for it.
     *
     * @param method such as {@code GET}
     * @param origin the base URL, which ends without a slash
     * @param target path and query, which begin with one
     * @param headers all but the token, and but those that frame the message
     * @param token the account's token; null where it must not go
     * @param body what is sent; null if nothing is
     * @param connection which connection may carry it
     */
    public HttpRequest(
            String method,
            String origin,
            String target,
            Map<String, String> headers,
            @Nullable ApiToken token,
            byte @Nullable [] body,
            ConnectionChoice connection) {
        this.method = method;
        this.origin = origin;
        this.target = target;
        this.headers = headers;
        this.token = token;
        this.body = body;
        this.connection = connection;
    }

    /** Such as {@code GET}. */
    public String method() {
        return method;
    }

    /** What follows the base URL in the address; the whole address if this was made of one. */
    public String target() {
        return target;
    }

    /** Absolute, http or https. */
    public URI url() {
        URI known = url;
        if (known == null) {
            known = URI.create(origin.concat(target));
            url = known;
        }
        return known;
    }

    /** All headers but the token, and but those that frame the message. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The account's token; null where it must not go. */
    public @Nullable ApiToken token() {
        return token;
    }

    /** What is sent; null if nothing is. */
    public byte @Nullable [] body() {
        return body;
    }

    /** Which connection may carry it. */
    public ConnectionChoice connection() {
        return connection;
    }

    /** The same on a connection that carried no other. */
    public HttpRequest onFreshConnection() {
        return new HttpRequest(method, origin, target, headers, token, body, ConnectionChoice.FRESH);
    }
}
