package io.exportcomments.codec.moshi.internal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts with half a surrogate pair in them: JSON has them as escapes, UTF-8 has them not at all. */
final class HalfPairs {
    private HalfPairs() {}

    /**
     * Whether there is one in a value, or in a name in it.
     *
     * @param levels how deep to look; whatever is nested deeper is not written anyway
     */
    static boolean isIn(@Nullable Object value, int levels) {
        if (value instanceof String text) {
            return isIn(text);
        }
        if (levels < 0) {
            return false;
        }
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (isIn(String.valueOf(entry.getKey())) || isIn(entry.getValue(), levels - 1)) {
                    return true;
                }
            }
            return false;
        }
        if (value instanceof List<?> list) {
            for (Object element : list) {
                if (isIn(element, levels - 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isIn(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!pair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /**
     * The same fields in values that JSON has.
     *
     * @throws IllegalArgumentException if a value can't be written as JSON or is nested too deep
     */
    static Map<String, @Nullable Object> plain(Map<?, ?> fields) {
        return plain(fields, 0);
    }

    private static Map<String, @Nullable Object> plain(Map<?, ?> fields, int depth) {
        JobWriter.check(depth);
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        fields.forEach((name, value) -> all.put(String.valueOf(name), plainValue(value, depth)));
        return all;
    }

    private static @Nullable Object plainValue(@Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            return plain(map, depth + 1);
        }
        if (value instanceof List<?> list) {
            JobWriter.check(depth + 1);
            List<@Nullable Object> all = new ArrayList<>(list.size());
            list.forEach(element -> all.add(plainValue(element, depth + 1)));
            return all;
        }
        return value instanceof Number number ? decimal(number) : value;
    }

    private static Number decimal(Number number) {
        Number plain = JobWriter.plain(number);
        return plain instanceof Long || plain instanceof BigDecimal ? plain : new BigDecimal(plain.toString());
    }
}
