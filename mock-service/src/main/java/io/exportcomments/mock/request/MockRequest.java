package io.exportcomments.mock.request;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request, as far as it may be looked at: no token, no cookie, no body. Immutable.
 *
 * @param operation what it asks for
 * @param method such as {@code GET}
 * @param path without the query, as it was sent
 * @param query without the question mark, or null
 * @param guid of the job it names, when it does
 * @param token what it brought by way of a token
 * @param otherOrigin whether it came to the other origin's port
 */
public record MockRequest(
        MockOperation operation,
        String method,
        String path,
        @Nullable String query,
        @Nullable UUID guid,
        TokenState token,
        boolean otherOrigin) {

    /** Path and query. */
    public String target() {
        return query == null ? path : path + "?" + query;
    }

    /** What a request brought by way of a token. */
    public enum TokenState {
        /** No token. */
        ABSENT,
        /** A token that the mock does not know. */
        INVALID,
        /** The mock's token. */
        VALID
    }
}
