package io.exportcomments.codec.moshi.internal;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out why something failed, where that is said in a text, or somewhere in an object. */
final class Reasons {
    private Reasons() {}

    /** The reason in a value; empty if there is none. */
    static Optional<String> reason(@Nullable Object said) {
        if (said instanceof Map<?, ?> fields) {
            return Stream.of("error", "reason", "detail", "message", "error_code", "code")
                    .map((Function<String, Optional<String>>) name -> reason(fields.get(name)))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        return text(said);
    }

    /** The error code in a value; empty if there is none. */
    static Optional<String> code(@Nullable Object said) {
        if (!(said instanceof Map<?, ?> fields)) {
            return Optional.empty();
        }
        return Stream.of("error", "reason")
                .map((Function<String, Optional<String>>) name -> code(fields.get(name)))
                .reduce(text(fields.get("error_code")), (known, inner) -> known.or(() -> inner));
    }

    /** A text that says something. */
    static Optional<String> text(@Nullable Object value) {
        return value instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }
}
