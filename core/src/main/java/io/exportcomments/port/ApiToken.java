package io.exportcomments.port;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The account's token, which can't be printed: {@link #toString()} does not show it, and there is no {@code equals} by
 * value.
 *
 * <p>Source: the service's page on authentication has tokens of 120 letters and digits. Any 1 to 4,096 visible ASCII
 * characters are taken, since an account's token may be of another form tomorrow; blanks and line ends are not, as they
 * would break a header.
 */
public final class ApiToken {
    private static final int LONGEST = 4096;
    private static final Pattern HEADER_SAFE = Pattern.compile("[\\x21-\\x7E]+");

    private final String secret;

    private ApiToken(String secret) {
        this.secret = secret;
    }

    /**
     * The token with this text.
     *
     * @throws IllegalArgumentException if it is empty, longer than 4,096 characters, or has blanks, line ends or
     *     non-ASCII characters; the message does not show it
     */
    public static ApiToken of(String secret) {
        if (Objects.requireNonNull(secret, "token").isEmpty()) {
            throw new IllegalArgumentException("The API token is empty");
        }
        if (secret.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "The API token is longer than 4,096 characters; check that nothing else was copied with it");
        }
        if (!HEADER_SAFE.matcher(secret).matches()) {
            throw new IllegalArgumentException("The API token has blanks, line ends or non-ASCII characters, which no"
                    + " token has; check that it was copied whole");
        }
        return new ApiToken(secret);
    }

    /** The text, for a request's header to the service's own origin, and for nothing else. */
    public String reveal() {
        return secret;
    }

    /** Three asterisks. */
    @Override
    public String toString() {
        return "***";
    }
}
