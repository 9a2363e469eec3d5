package io.exportcomments.port;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The account's token, which can't be printed: {@link #toString()} does not show it, and there is no {@code equals} by value.
 *
 * <p>Source: the service's page on authentication has tokens of 120 letters and digits. Any 1 to 4,096 visible ASCII characters
 * are taken, since an account's token may be of another form tomorrow; blanks and line ends are not, as they would break a header.
 */
public final class ApiToken {
    private static final Pattern HEADER_SAFE = Pattern.compile("[\\x21-\\x7E]{1,4096}");

    private final String secret;

    private ApiToken(String secret) {
        this.secret = secret;
    }

    /**
     * The token with this text.
     *
     * @throws IllegalArgumentException if it is empty or has blanks, line ends or non-ASCII characters; the message does not show it
     */
    public static ApiToken of(String secret) {
        if (!HEADER_SAFE.matcher(Objects.requireNonNull(secret, "token")).matches()) {
            throw new IllegalArgumentException(
                    secret.isEmpty()
                            ? "The API token is empty"
                            : "The API token has characters that can't be in one (blanks, line ends, non-ASCII); was it copied whole?");
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
