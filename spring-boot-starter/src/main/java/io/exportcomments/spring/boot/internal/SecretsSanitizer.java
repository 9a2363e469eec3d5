package io.exportcomments.spring.boot.internal;

import io.exportcomments.spring.boot.ExportCommentsConnectionDetails;
import io.exportcomments.spring.boot.ExportCommentsProperties;
import io.exportcomments.spring.boot.WebhookProperties;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Hides the token, the proxy's password and the webhooks' secrets in the actuator, whatever it is told to show and
 * whichever name they stand under.
 */
public final class SecretsSanitizer implements SanitizingFunction {
    private static final int LEAST_PART = 8;

    private final ObjectProvider<ExportCommentsConnectionDetails> connection;
    private final ObjectProvider<ExportCommentsProperties> properties;
    private final ObjectProvider<WebhookProperties> webhook;

    public SecretsSanitizer(
            ObjectProvider<ExportCommentsConnectionDetails> connection,
            ObjectProvider<ExportCommentsProperties> properties,
            ObjectProvider<WebhookProperties> webhook) {
        this.connection = connection;
        this.properties = properties;
        this.webhook = webhook;
    }

    @Override
    public SanitizableData apply(SanitizableData data) {
        return isOurs(data.getKey()) || hasSecret(data.getValue()) ? data.withSanitizedValue() : data;
    }

    private static boolean isOurs(String key) {
        String plain = key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return (plain.contains("exportcomments")
                        && Stream.of("token", "secret", "proxypassword", "proxyurl")
                                .anyMatch(plain::contains))
                || plain.equals("apitoken");
    }

    private boolean hasSecret(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        return !text.isEmpty()
                && Stream.of(tokens(), passwords(), signingSecrets())
                        .flatMap(Function.identity())
                        .anyMatch(secret -> hasSecret(text, secret));
    }

    /** What is short stands in many a text by chance. */
    private static boolean hasSecret(String text, @Nullable String secret) {
        if (secret == null || secret.isBlank()) {
            return false;
        }
        return secret.length() < LEAST_PART ? text.equals(secret) : text.contains(secret);
    }

    private Stream<@Nullable String> tokens() {
        try {
            return connection.stream().toList().stream()
                    .map(details -> details.token().reveal());
        } catch (BeansException e) {
            // A program with a client of its own may have no token here.
            return Stream.empty();
        }
    }

    private Stream<@Nullable String> passwords() {
        return properties.stream().map(each -> each.proxy().password());
    }

    private Stream<@Nullable String> signingSecrets() {
        return webhook.stream().flatMap(each -> each.secrets().stream());
    }
}
