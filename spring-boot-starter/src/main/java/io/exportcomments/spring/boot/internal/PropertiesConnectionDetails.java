package io.exportcomments.spring.boot.internal;

import io.exportcomments.port.ApiToken;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.TransportSettings;
import io.exportcomments.spring.boot.ExportCommentsConnectionDetails;
import io.exportcomments.spring.boot.ExportCommentsProperties;
import java.net.URI;

/** The connection as the properties have it. */
public record PropertiesConnectionDetails(URI baseUrl, ApiToken token) implements ExportCommentsConnectionDetails {
    public static PropertiesConnectionDetails of(ExportCommentsProperties properties) {
        String token = properties.apiToken();
        if (token == null || token.isBlank()) {
            throw new InvalidTokenException("The property exportcomments.api-token is not set");
        }
        if (Placeholders.isLeftIn(token)) {
            throw new InvalidTokenException(
                    "The property exportcomments.api-token has a placeholder that no property or variable fills");
        }
        PropertiesConnectionDetails details = new PropertiesConnectionDetails(properties.baseUrl(), checked(token));
        InvalidSettingException.naming(
                "exportcomments.base-url",
                () -> new TransportSettings(
                        details.baseUrl(), details.token(), Timeouts.DEFAULT, "exportcomments-java"));
        return details;
    }

    /** Files and variables often end with a line end, as the command line takes them, too. */
    private static ApiToken checked(String token) {
        try {
            return ApiToken.of(token.strip());
        } catch (IllegalArgumentException e) {
            throw new InvalidTokenException("The property exportcomments.api-token is not a token. " + e.getMessage());
        }
    }
}
