package io.exportcomments.examples.spring;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of a result, as text.
 *
 * @param rows one text for each column
 * @param more whether there are more rows
 */
record Preview(List<String> columns, List<List<String>> rows, boolean more) {
    private static final int ROWS = 10;
    private static final int LONGEST = 300;

    /** Reads no more of the rows than it shows, and one. */
    static Preview of(Stream<Map<String, @Nullable Object>> rows) {
        List<Map<String, @Nullable Object>> first = rows.limit(ROWS + 1).toList();
        List<Map<String, @Nullable Object>> shown = first.subList(0, Math.min(ROWS, first.size()));
        Set<String> columns = new LinkedHashSet<>();
        shown.forEach(row -> columns.addAll(row.keySet()));
        List<List<String>> texts = new ArrayList<>();
        for (Map<String, @Nullable Object> row : shown) {
            texts.add(columns.stream().map(column -> cut(text(row.get(column)))).toList());
        }
        return new Preview(List.copyOf(columns), texts, first.size() > ROWS);
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        } else if (value instanceof List<?> list) {
            return list.stream().map(Preview::text).collect(Collectors.joining(", "));
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + text(entry.getValue()))
                    .collect(Collectors.joining(", "));
        }
        return value.toString();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
