package io.exportcomments.job;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id by which requests name a job, a UUID in the service's answers.
 *
 * <p>Kept as it was written, by the service or by the caller. UUIDs are equal whatever the case of their letters; any
 * other guid is compared to the letter. Only ASCII letters, digits, {@code -} and {@code _} are allowed, 1 to 64 of
 * them, so that a guid from anywhere is safe in a path, a file name and a message.
 *
 * @param value the text of the guid
 */
public record JobGuid(String value) {
    private static final int LONGEST = 64;
    private static final Pattern UUID =
            Pattern.compile("[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}");

    /**
     * @throws IllegalArgumentException if the text is not 1 to 64 letters, digits, {@code -} or {@code _}
     */
    public JobGuid {
        Objects.requireNonNull(value, "guid");
        if (!isSafe(value)) {
            throw new IllegalArgumentException("Not a job guid: it takes 1 to 64 letters, digits, '-' or '_', such as"
                    + " b4219d47-3138-4efd-9762-2ef9f9495084");
        }
    }

    private static boolean isSafe(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }

    /**
     * A guid from its text.
     *
     * @throws IllegalArgumentException if the text is not 1 to 64 letters, digits, {@code -} or {@code _}
     */
    public static JobGuid of(String value) {
        return new JobGuid(value);
    }

    /** Whether it is the same guid; of UUIDs, the case of letters does not matter. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JobGuid guid
                && (value.equals(guid.value)
                        || (value.equalsIgnoreCase(guid.value)
                                && UUID.matcher(value).matches()));
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (int i = 0; i < value.length(); i++) {
            // Both cases of a letter have the same; so have a few other characters, which does no harm.
            hash = 31 * hash + (value.charAt(i) | ' ');
        }
        return hash;
    }

    /** The guid's text. */
    @Override
    public String toString() {
        return value;
    }
}
