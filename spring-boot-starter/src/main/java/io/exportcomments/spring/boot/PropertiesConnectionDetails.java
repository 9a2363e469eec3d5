package io.exportcomments.spring.boot;

import io.exportcomments.port.ApiToken;
import java.net.URI;

/** The connection as the properties have it. */
record PropertiesConnectionDetails(URI baseUrl, ApiToken token) implements ExportCommentsConnectionDetails {
    static PropertiesConnectionDetails of(ExportCommentsProperties properties) {
        String token = properties.apiToken();
        if (token == null || token.isBlank()) {
            throw new InvalidTokenException("The property exportcomments.api-token is not set");
        }
        try {
            return new PropertiesConnectionDetails(properties.baseUrl(), ApiToken.of(token));
        } catch (IllegalArgumentException e) {
            throw new InvalidTokenException("The property exportcomments.api-token is not a token: " + e.getMessage());
        }
    }
}
