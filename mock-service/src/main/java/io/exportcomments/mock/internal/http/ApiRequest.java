package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.fault.FaultParts;
import io.exportcomments.mock.request.MockRequest;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * One request with all that the service needs to answer it.
 *
 * @param fault what goes wrong with it
 * @param origin what absolute links to the service begin with, by the address that the client used
 */
record ApiRequest(
        MockRequest request,
        Route route,
        MultiMap headers,
        MultiMap query,
        Buffer body,
        String origin,
        FaultParts fault) {

    boolean head() {
        return request.method().equals("HEAD");
    }
}
