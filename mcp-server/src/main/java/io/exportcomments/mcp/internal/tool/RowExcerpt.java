package io.exportcomments.mcp.internal.tool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row cut to what fits into a context: long texts, long lists and deep values are shortened, and say so. */
final class RowExcerpt {
    private static final int MOST_ELEMENTS = 20;
    private static final int DEEPEST = 4;

    private final RowQuery query;

    RowExcerpt(RowQuery query) {
        this.query = query;
    }

    Map<String, @Nullable Object> of(Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        row.forEach((name, value) -> {
            if (query.fields().isEmpty() || query.fields().contains(name)) {
                shown.put(name, cut(value, 1));
            }
        });
        return shown;
    }

    private @Nullable Object cut(@Nullable Object value, int depth) {
        if (value instanceof String text) {
            return cut(text);
        }
        if (value instanceof List<?> list) {
            return depth > DEEPEST ? "(a list of " + list.size() + ")" : cut(list, depth);
        }
        if (value instanceof Map<?, ?> map) {
            return depth > DEEPEST ? "(an object of " + map.size() + " fields)" : cut(map, depth);
        }
        return value;
    }

    private String cut(String text) {
        int limit = query.textLimit();
        if (text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return text.substring(0, end) + " (" + (text.length() - end) + " more characters)";
    }

    private List<@Nullable Object> cut(List<?> list, int depth) {
        List<@Nullable Object> shown = new ArrayList<>();
        list.stream().limit(MOST_ELEMENTS).forEach(element -> shown.add(cut(element, depth + 1)));
        if (list.size() > MOST_ELEMENTS) {
            shown.add("(" + (list.size() - MOST_ELEMENTS) + " more)");
        }
        return shown;
    }

    private Map<String, @Nullable Object> cut(Map<?, ?> map, int depth) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        map.forEach((key, element) -> shown.put(cut(String.valueOf(key)), cut(element, depth + 1)));
        return shown;
    }
}
