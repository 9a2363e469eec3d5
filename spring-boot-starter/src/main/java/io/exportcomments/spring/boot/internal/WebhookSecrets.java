package io.exportcomments.spring.boot.internal;

import io.exportcomments.update.webhook.delivery.WebhookSecret;
import java.util.List;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** The signing secrets of the properties. */
public final class WebhookSecrets {
    private static final String PROPERTY = "exportcomments.webhook.secrets";

    private WebhookSecrets() {}

    /**
     * Whether there are any, in whichever of the forms that a list may have.
     *
     * @throws InvalidWebhookSecretException if they are no list
     */
    public static boolean anyIn(Environment environment) {
        try {
            return Binder.get(environment).bind(PROPERTY, Bindable.listOf(String.class)).orElseGet(List::of).stream()
                    .anyMatch(StringUtils::hasText);
        } catch (BindException e) {
            // Spring's own analysis of it shows the values that it could not bind.
            throw new InvalidWebhookSecretException("It can't be read as a list: numbered secrets begin with "
                    + PROPERTY + "[0] and leave no number out");
        }
    }

    /**
     * Those that are not blank.
     *
     * @throws InvalidWebhookSecretException if one of them can't be used
     */
    public static List<WebhookSecret> of(List<String> secrets) {
        return secrets.stream()
                .filter(StringUtils::hasText)
                .map(WebhookSecrets::secret)
                .toList();
    }

    private static WebhookSecret secret(String text) {
        if (Placeholders.isLeftIn(text)) {
            throw new InvalidWebhookSecretException("It has a placeholder that no property or variable fills");
        }
        try {
            return WebhookSecret.of(text.strip());
        } catch (IllegalArgumentException e) {
            throw new InvalidWebhookSecretException("One of them can't be used. " + e.getMessage());
        }
    }
}
