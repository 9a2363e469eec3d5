package io.exportcomments.port;

import java.util.Objects;
import java.util.Optional;

/**
 * Which part of a file is asked for.
 *
 * @param offset the first byte, from 0
 * @param validator the strong entity tag of the file that the bytes before belong to, as its header had it: with
 *     another file at the link the service then sends the whole
 */
public record FileRange(long offset, Optional<String> validator) {
    /** The whole file. */
    public static final FileRange WHOLE = new FileRange(0, Optional.empty());

    /**
     * @throws IllegalArgumentException if the offset is negative
     */
    public FileRange {
        Objects.requireNonNull(validator, "validator");
        if (offset < 0) {
            throw new IllegalArgumentException("A file begins at 0: " + offset);
        }
    }

    /** The rest of a file from a byte on. */
    public static FileRange from(long offset, Optional<String> validator) {
        return new FileRange(offset, validator);
    }
}
