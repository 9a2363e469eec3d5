package io.exportcomments.spring.boot.test.internal;

import io.exportcomments.mock.MockService;
import io.exportcomments.port.ApiToken;
import io.exportcomments.spring.boot.ExportCommentsConnectionDetails;
import java.net.URI;

/** The connection to a stand-in. */
record MockConnectionDetails(URI baseUrl, ApiToken token) implements ExportCommentsConnectionDetails {
    static MockConnectionDetails to(MockService mock) {
        return new MockConnectionDetails(mock.baseUrl(), ApiToken.of(mock.token()));
    }
}
