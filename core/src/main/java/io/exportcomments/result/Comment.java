package io.exportcomments.result;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A row of a result with what all platforms share, whatever the row calls it; the rest by name. Immutable.
 *
 * <p>The service does not document the fields of its rows. The names that are looked for are those that its own
 * clients' samples read, and the usual ones of the platforms; see {@code docs/results.md}.
 *
 * @param id its id, with all digits
 * @param author who wrote it
 * @param text what it says
 * @param time when it was written; a time without an offset is taken for UTC
 * @param likes how many people like it
 * @param replyTo the id of what it answers; empty for a comment of its own
 * @param fields all fields of the row by their names, these included
 */
public record Comment(
        Optional<String> id,
        Optional<String> author,
        Optional<String> text,
        Optional<Instant> time,
        OptionalLong likes,
        Optional<String> replyTo,
        Map<String, @Nullable Object> fields) {
    private static final List<String> ID = List.of("id", "comment_id", "review_id");
    private static final List<String> AUTHOR =
            List.of("author", "author_name", "username", "user_name", "user", "name", "reviewer");
    private static final List<String> TEXT = List.of("text", "message", "comment", "content", "review", "body");
    private static final List<String> TIME =
            List.of("published_at", "created_at", "created_time", "date", "time", "timestamp");
    private static final List<String> LIKES = List.of("likes", "like_count", "likes_count");
    private static final List<String> REPLY_TO = List.of("parent_id", "reply_to", "in_reply_to");
    /** Unix times from here on are in milliseconds: in seconds, they would be in the year 5138. */
    private static final long MILLISECONDS = 100_000_000_000L;

    /** A row as a comment. */
    public static Comment of(Map<String, @Nullable Object> row) {
        return new Comment(
                text(row, ID),
                text(row, AUTHOR),
                text(row, TEXT),
                value(row, TIME).flatMap(Comment::instant),
                value(row, LIKES).map(Comment::count).orElse(OptionalLong.empty()),
                text(row, REPLY_TO),
                Collections.unmodifiableMap(row));
    }

    /** A field by its name; empty where it is absent or null. */
    public Optional<Object> get(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    private static Optional<Object> value(Map<String, @Nullable Object> row, List<String> names) {
        for (String name : names) {
            Object value = row.get(name);
            if (value != null) {
                return Optional.of(value);
            }
        }
        for (Map.Entry<String, @Nullable Object> field : row.entrySet()) {
            if (field.getValue() != null && names.contains(spelled(field.getKey()))) {
                return Optional.of(field.getValue());
            }
        }
        return Optional.empty();
    }

    /** {@code author_name} of {@code authorName} and {@code Author Name}. */
    private static String spelled(String name) {
        return name.strip().replaceAll("(?<=[a-z0-9])(?=[A-Z])|[ -]+", "_").toLowerCase(Locale.ROOT);
    }

    /** The text of a field; an object stands for the name in it. */
    private static Optional<String> text(Map<String, @Nullable Object> row, List<String> names) {
        return value(row, names).flatMap(value -> {
            if (value instanceof Map<?, ?> object) {
                Object name = object.get("name") == null ? object.get("username") : object.get("name");
                return Optional.ofNullable(name).map(Object::toString);
            }
            if (value instanceof List<?>) {
                return Optional.empty();
            }
            return Optional.of(value instanceof BigDecimal number ? number.toPlainString() : value.toString());
        });
    }

    private static OptionalLong count(Object value) {
        try {
            return value instanceof Long || value instanceof String
                    ? OptionalLong.of(Long.parseLong(value.toString().strip()))
                    : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static Optional<Instant> instant(Object value) {
        try {
            if (value instanceof Long unix) {
                return Optional.of(
                        unix > -MILLISECONDS && unix < MILLISECONDS
                                ? Instant.ofEpochSecond(unix)
                                : Instant.ofEpochMilli(unix));
            }
            return value instanceof String text ? Optional.of(parsed(text.strip())) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant parsed(String text) {
        String iso = text.replaceFirst("(?<=\\d) (?=\\d)", "T").replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
        if (iso.indexOf('T') < 0) {
            return LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        return iso.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }
}
