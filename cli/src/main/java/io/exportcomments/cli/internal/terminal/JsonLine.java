package io.exportcomments.cli.internal.terminal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object in one line of ASCII, whatever the terminal's charset: what is absent is null. Not
 * thread-safe.
 */
public final class JsonLine {
    private final StringBuilder text = new StringBuilder("{");

    private JsonLine() {}

    /** An object of a type, which is its first field. */
    public static JsonLine of(String type) {
        return new JsonLine().put("type", type);
    }

    /** A text, or null. */
    public JsonLine put(String name, @Nullable Object value) {
        name(name);
        if (value == null) {
            text.append("null");
        } else {
            string(value.toString());
        }
        return this;
    }

    /** A text, or null where there is none. */
    public JsonLine put(String name, Optional<?> value) {
        return put(name, value.<@Nullable Object>map(v -> v).orElse(null));
    }

    /** A whole number. */
    public JsonLine put(String name, long value) {
        name(name);
        text.append(value);
        return this;
    }

    /** A whole number, or null where there is none. */
    public JsonLine put(String name, OptionalLong value) {
        name(name);
        text.append(value.isPresent() ? Long.toString(value.getAsLong()) : "null");
        return this;
    }

    /** A yes or no. */
    public JsonLine put(String name, boolean value) {
        name(name);
        text.append(value);
        return this;
    }

    /** A list of texts. */
    public JsonLine putList(String name, List<String> list) {
        name(name);
        value(list);
        return this;
    }

    /** An object; its values are JSON values. */
    public JsonLine putObject(String name, Map<String, ? extends @Nullable Object> object) {
        name(name);
        value(object);
        return this;
    }

    private void value(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            text.append('{');
            String between = "";
            for (Map.Entry<?, ?> field : object.entrySet()) {
                text.append(between);
                string(String.valueOf(field.getKey()));
                text.append(':');
                value(field.getValue());
                between = ",";
            }
            text.append('}');
        } else if (value instanceof List<?> list) {
            text.append('[');
            String between = "";
            for (Object item : list) {
                text.append(between);
                value(item);
                between = ",";
            }
            text.append(']');
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            string(value.toString());
        }
    }

    private void name(String name) {
        if (text.length() > 1) {
            text.append(',');
        }
        string(name);
        text.append(':');
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c >= 0x20 && c < 0x7F) {
                text.append(c);
            } else {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        text.append('"');
    }

    /** The line, without its end. */
    @Override
    public String toString() {
        return text + "}";
    }
}
