package io.exportcomments.update.webhook.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A webhook's signing secret, which can't be printed: {@link #toString()} does not show it, and there is no
 * {@code equals} by value.
 *
 * <p>Source: the service's page on webhooks. The whole text is the key, its prefix {@code whsec_} included. Immutable.
 */
public final class WebhookSecret {
    private static final Pattern TEXT = Pattern.compile("[^\\p{Z}\\p{Cntrl}\\p{Cs}]{1,4096}");

    private final byte[] key;

    private WebhookSecret(byte[] key) {
        this.key = key;
    }

    /**
     * The secret with this text.
     *
     * @throws IllegalArgumentException if it is empty, longer than 4,096 characters, or has blanks, line ends or halves
     *     of characters; the message does not show it
     */
    public static WebhookSecret of(String secret) {
        if (!TEXT.matcher(Objects.requireNonNull(secret, "secret")).matches()) {
            throw new IllegalArgumentException(
                    secret.isEmpty()
                            ? "The webhook secret is empty"
                            : "The webhook secret has characters that can't be in one, such as blanks or line ends;"
                                    + " check that it was copied whole");
        }
        return new WebhookSecret(secret.getBytes(StandardCharsets.UTF_8));
    }

    /** The key's bytes: not a copy, for this package alone. */
    byte[] key() {
        return key;
    }

    /** Three asterisks. */
    @Override
    public String toString() {
        return "***";
    }
}
