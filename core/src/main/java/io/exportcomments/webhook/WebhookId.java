package io.exportcomments.webhook;

import io.exportcomments.annotation.Experimental;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The id by which requests name a webhook, a UUID in the service's answers. Kept as the service wrote it, and safe in a
 * path and a message.
 *
 * @param value the text of the id
 */
@Experimental
public record WebhookId(String value) {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /**
     * @throws IllegalArgumentException if the text is not 1 to 64 ASCII letters, digits, {@code -} or {@code _}
     */
    public WebhookId {
        if (!SAFE.matcher(Objects.requireNonNull(value, "id")).matches()) {
            throw new IllegalArgumentException("Not a webhook id: it takes 1 to 64 letters, digits, '-' or '_'");
        }
    }

    /**
     * An id from its text.
     *
     * @throws IllegalArgumentException if the text is not 1 to 64 ASCII letters, digits, {@code -} or {@code _}
     */
    public static WebhookId of(String value) {
        return new WebhookId(value);
    }

    /** The id's text. */
    @Override
    public String toString() {
        return value;
    }
}
