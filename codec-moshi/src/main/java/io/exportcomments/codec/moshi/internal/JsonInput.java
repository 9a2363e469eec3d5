package io.exportcomments.codec.moshi.internal;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** A JSON document that is being read: Moshi's reader with bounds on numbers and depth. */
public final class JsonInput {
    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 400;
    private static final int LARGEST_EXPONENT = 10_000;

    private final JsonReader reader;
    private final Buffer buffer;

    JsonInput(BufferedSource source) {
        this.reader = JsonReader.of(source);
        this.buffer = source.getBuffer();
    }

    JsonReader reader() {
        return reader;
    }

    /** A second input for the same document; only before anything of it was read. */
    JsonInput fromStart() {
        return new JsonInput(buffer.copy());
    }

    /** The next value as a String, Boolean, Long, BigDecimal, List, Map or null. */
    @Nullable Object value() throws IOException {
        return value(0);
    }

    private @Nullable Object value(int depth) throws IOException {
        return switch (reader.peek()) {
            case STRING -> reader.nextString();
            case NUMBER -> number();
            case BOOLEAN -> reader.nextBoolean();
            case NULL -> reader.nextNull();
            case BEGIN_ARRAY -> array(depth + 1);
            case BEGIN_OBJECT -> object(depth + 1);
            default -> throw new MalformedJsonException("a value is missing");
        };
    }

    /** The object that comes next. */
    Map<String, @Nullable Object> object() throws IOException {
        return object(1);
    }

    private Map<String, @Nullable Object> object(int depth) throws IOException {
        check(depth);
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            int before = fields.size();
            fields.put(name, value(depth));
            if (fields.size() == before) {
                throw duplicate(name);
            }
        }
        reader.endObject();
        return Collections.unmodifiableMap(fields);
    }

    private List<@Nullable Object> array(int depth) throws IOException {
        check(depth);
        List<@Nullable Object> elements = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            elements.add(value(depth));
        }
        reader.endArray();
        return Collections.unmodifiableList(elements);
    }

    private static void check(int depth) throws MalformedJsonException {
        if (depth > DEEPEST) {
            throw new MalformedJsonException("nested deeper than " + DEEPEST + " levels");
        }
    }

    /**
     * When Moshi peeks at a number that fits a long, it removes it from the buffer. Any other number is still there,
     * and Moshi would make a BigDecimal of it, whatever its length, in quadratic time. So only the first kind is read
     * by {@code nextLong}.
     */
    private Object number() throws IOException {
        if (buffer.exhausted() || !startsNumber(buffer.getByte(0))) {
            return reader.nextLong();
        }
        return decimal(reader.nextString());
    }

    private static boolean startsNumber(byte b) {
        return b == '-' || (b >= '0' && b <= '9');
    }

    private static Object decimal(String text) throws MalformedJsonException {
        BigDecimal decimal = Scalars.decimal(text, LONGEST_NUMBER, LARGEST_EXPONENT);
        if (decimal == null) {
            throw new MalformedJsonException("a number out of range");
        }
        boolean whole = text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
        Long exact = whole ? Scalars.wholeNumber(decimal) : null;
        return exact == null ? decimal : exact;
    }

    /** Checks that nothing follows the value. */
    void end() throws IOException {
        if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
            throw new MalformedJsonException("text after the JSON value");
        }
    }

    static MalformedJsonException duplicate(String name) {
        return new MalformedJsonException("duplicate field '" + name + "'");
    }
}
