package io.exportcomments.adapter;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes plain values as JSON: String, Boolean, Long, BigDecimal, List, Map or null. Numbers keep all their digits;
 * half a surrogate pair is escaped, so that it survives UTF-8. Buffered: flush it at the end. For one thread at a time.
 */
public final class JsonText {
    private static final int SIZE = 8192;
    private static final String HEX = "0123456789abcdef";

    private final Writer out;
    private final char[] buffer = new char[SIZE];
    private int length;

    /**
     * @param out gets the text; it is neither flushed nor closed
     */
    public JsonText(Writer out) {
        this.out = out;
    }

    /** A value as text. */
    public static String of(@Nullable Object value) {
        StringWriter text = new StringWriter();
        JsonText json = new JsonText(text);
        try {
            json.value(value);
            json.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can be written", e);
        }
        return text.toString();
    }

    /**
     * Writes a value.
     *
     * @throws IllegalArgumentException if it is of no kind that JSON has
     */
    public void value(@Nullable Object value) throws IOException {
        if (value instanceof String text) {
            string(text);
        } else if (value instanceof BigDecimal number) {
            plain(number.toString());
        } else if (value == null || value instanceof Boolean || value instanceof Long || value instanceof Integer) {
            plain(String.valueOf(value));
        } else if (value instanceof Map<?, ?> object) {
            object(object);
        } else if (value instanceof List<?> list) {
            array(list);
        } else {
            throw new IllegalArgumentException("JSON has no " + value.getClass().getName());
        }
    }

    private void object(Map<?, ?> object) throws IOException {
        raw('{');
        Iterator<? extends Map.Entry<?, ?>> fields = object.entrySet().iterator();
        while (fields.hasNext()) {
            Map.Entry<?, ?> field = fields.next();
            string(String.valueOf(field.getKey()));
            raw(':');
            value(field.getValue());
            if (fields.hasNext()) {
                raw(',');
            }
        }
        raw('}');
    }

    private void array(List<?> list) throws IOException {
        raw('[');
        Iterator<?> elements = list.iterator();
        while (elements.hasNext()) {
            value(elements.next());
            if (elements.hasNext()) {
                raw(',');
            }
        }
        raw(']');
    }

    private void string(String text) throws IOException {
        raw('"');
        int plainFrom = 0;
        int end = text.length();
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\' && !isHalf(text, i, c)) {
                continue;
            }
            plain(text, plainFrom, i);
            escape(c);
            plainFrom = i + 1;
        }
        plain(text, plainFrom, end);
        raw('"');
    }

    private static boolean isHalf(String text, int i, char c) {
        if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
            return false;
        }
        boolean high = Character.isHighSurrogate(c);
        int other = high ? i + 1 : i - 1;
        return other < 0
                || other == text.length()
                || (high
                        ? !Character.isLowSurrogate(text.charAt(other))
                        : !Character.isHighSurrogate(text.charAt(other)));
    }

    private void escape(char c) throws IOException {
        raw('\\');
        switch (c) {
            case '"', '\\' -> raw(c);
            case '\n' -> raw('n');
            case '\r' -> raw('r');
            case '\t' -> raw('t');
            default -> {
                raw('u');
                for (int shift = 12; shift >= 0; shift -= 4) {
                    raw(HEX.charAt((c >> shift) & 0xF));
                }
            }
        }
    }

    /** Writes a character as it is, such as a line's end between two values. */
    public void raw(char c) throws IOException {
        if (length == SIZE) {
            flush();
        }
        buffer[length++] = c;
    }

    private void plain(String text) throws IOException {
        plain(text, 0, text.length());
    }

    private void plain(String text, int from, int end) throws IOException {
        int next = from;
        while (next < end) {
            if (length == SIZE) {
                flush();
            }
            int count = Math.min(end - next, SIZE - length);
            text.getChars(next, next + count, buffer, length);
            length += count;
            next += count;
        }
    }

    /** Hands what is buffered to the writer. */
    public void flush() throws IOException {
        out.write(buffer, 0, length);
        length = 0;
    }
}
