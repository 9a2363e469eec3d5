package io.exportcomments.mcp.internal.protocol;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Keeps secrets out of all that is sent to an assistant, wherever they come from. Immutable. */
public final class SecretMask {
    private static final int SHORTEST = 6;

    private final List<String> secrets;

    /**
     * A mask for these secrets.
     *
     * @throws IllegalArgumentException if one has fewer than 6 characters: those stand in too many texts by chance
     */
    public SecretMask(List<String> secrets) {
        secrets.forEach(SecretMask::check);
        this.secrets = secrets.stream()
                .flatMap(secret -> Stream.of(secret, inJson(secret)))
                .distinct()
                .toList();
    }

    /**
     * Checks that a text can be hidden.
     *
     * @throws IllegalArgumentException if it has fewer than 6 characters
     */
    public static void check(String secret) {
        if (secret.length() < SHORTEST) {
            throw new IllegalArgumentException("A secret must have at least " + SHORTEST + " characters");
        }
    }

    private static String inJson(String secret) {
        return secret.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** The text with three asterisks for each secret. */
    public String hide(String text) {
        String hidden = Objects.requireNonNull(text, "text");
        for (String secret : secrets) {
            hidden = hidden.replace(secret, "***");
        }
        return hidden;
    }

    @Override
    public String toString() {
        return "SecretMask[" + secrets.size() + "]";
    }
}
