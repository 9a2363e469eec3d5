package io.exportcomments.mcp.internal.tool;

import io.exportcomments.job.JobGuid;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The arguments of a call, each checked when it is read: what is wrong is said in words. Immutable. */
public final class ToolArguments {
    private final Map<String, @Nullable Object> given;

    /**
     * The arguments that were given; null stands for one that was not.
     *
     * @throws ArgumentException if there is one that the tool does not have
     */
    public ToolArguments(@Nullable Map<String, @Nullable Object> given, ArgumentSchema schema) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(given == null ? Map.of() : given);
        copy.values().removeIf(value -> value == null || value.equals(""));
        for (String name : copy.keySet()) {
            if (!schema.names().contains(name)) {
                throw new ArgumentException("There is no argument '" + name + "'. The arguments are: "
                        + String.join(", ", schema.names()) + ".");
            }
        }
        this.given = copy;
    }

    JobGuid guid() {
        try {
            return JobGuid.of(requiredText("guid"));
        } catch (IllegalArgumentException e) {
            throw new ArgumentException("'guid' is not the guid of a job. Call list_jobs to see the jobs.");
        }
    }

    String requiredText(String name) {
        return text(name).orElseThrow(() -> new ArgumentException("The argument '" + name + "' is missing."));
    }

    Optional<String> text(String name) {
        Object value = given.get(name);
        if (value != null && !(value instanceof String)) {
            throw new ArgumentException("'" + name + "' must be a text.");
        }
        return Optional.ofNullable((String) value);
    }

    boolean flag(String name) {
        Object value = given.get(name);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw new ArgumentException("'" + name + "' must be true or false.");
    }

    boolean has(String name) {
        return given.containsKey(name);
    }

    /** A whole number; also one that was written as a text. */
    long number(String name, long usual, long min, long max) {
        Object value = given.get(name);
        if (value == null) {
            return usual;
        }
        try {
            long number = new BigDecimal(value.toString().strip()).longValueExact();
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException | ArithmeticException e) {
            throw notInRange(name, min, max);
        }
        throw notInRange(name, min, max);
    }

    private static ArgumentException notInRange(String name, long min, long max) {
        return new ArgumentException("'" + name + "' must be a whole number from " + min + " to " + max + ".");
    }

    Optional<Instant> time(String name) {
        return text(name).map(text -> time(name, text.strip()));
    }

    private static Instant time(String name, String text) {
        try {
            if (text.indexOf('T') < 0) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
                    ? OffsetDateTime.parse(text.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2"))
                            .toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new ArgumentException(
                    "'" + name + "' must be a date such as 2026-03-01 or 2026-03-01T07:30:00Z, not '" + text + "'.");
        }
    }

    List<String> texts(String name) {
        Object value = given.get(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw new ArgumentException("'" + name + "' must be a list of texts.");
        }
        List<String> texts = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof String text)) {
                throw new ArgumentException("'" + name + "' must be a list of texts.");
            }
            texts.add(text);
        }
        return texts;
    }

    Map<String, @Nullable Object> object(String name) {
        Object value = given.get(name);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new ArgumentException("'" + name + "' must be an object.");
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        map.forEach((key, field) -> fields.put(String.valueOf(key), field));
        return fields;
    }
}
