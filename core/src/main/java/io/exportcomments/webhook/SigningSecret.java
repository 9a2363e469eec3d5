package io.exportcomments.webhook;

import io.exportcomments.annotation.Experimental;
import java.util.Objects;

/**
 * The secret that a webhook's deliveries are signed with, as the service showed it: it can't be printed, and there is
 * no {@code equals} by value. Keep it where the receiver finds it. Immutable.
 */
@Experimental
public final class SigningSecret {
    private final String secret;

    private SigningSecret(String secret) {
        this.secret = secret;
    }

    /**
     * The secret with this text.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public static SigningSecret of(String secret) {
        if (Objects.requireNonNull(secret, "secret").isBlank()) {
            throw new IllegalArgumentException("The signing secret is blank");
        }
        return new SigningSecret(secret);
    }

    /** The text, prefix {@code whsec_} included, for the receiver and nothing else. */
    public String reveal() {
        return secret;
    }

    /** Three asterisks. */
    @Override
    public String toString() {
        return "***";
    }
}
