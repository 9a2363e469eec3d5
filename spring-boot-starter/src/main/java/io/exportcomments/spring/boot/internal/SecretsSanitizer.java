package io.exportcomments.spring.boot.internal;

import io.exportcomments.port.ApiToken;
import io.exportcomments.spring.boot.ExportCommentsConnectionDetails;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Hides the token, the proxy's password and the webhooks' secrets in the actuator, whatever it is told to show and
 * whichever name they stand under.
 */
public final class SecretsSanitizer implements SanitizingFunction {
    private final ObjectProvider<ExportCommentsConnectionDetails> connection;

    public SecretsSanitizer(ObjectProvider<ExportCommentsConnectionDetails> connection) {
        this.connection = connection;
    }

    @Override
    public SanitizableData apply(SanitizableData data) {
        return isOurs(data.getKey()) || hasToken(data.getValue()) ? data.withSanitizedValue() : data;
    }

    private static boolean isOurs(String key) {
        String plain = key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return (plain.contains("exportcomments")
                        && Stream.of("token", "secret", "proxypassword", "proxyurl")
                                .anyMatch(plain::contains))
                || plain.equals("apitoken");
    }

    private boolean hasToken(@Nullable Object value) {
        if (value == null) {
            return false;
        }
        ApiToken token = connection.stream()
                .findFirst()
                .map(ExportCommentsConnectionDetails::token)
                .orElse(null);
        return token != null && value.toString().contains(token.reveal());
    }
}
