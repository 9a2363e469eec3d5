package io.exportcomments.codec.moshi;

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

/** One JSON document under way: Moshi's reader, and what it does not do by itself, which is to bound numbers and depth. */
final class JsonInput {
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

    /** The whole document once more, if nothing of this one has been read. */
    JsonInput again() {
        return new JsonInput(buffer.copy());
    }

    /** The next value in plain Java: String, Boolean, Long, BigDecimal, List, Map or null. */
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
            default -> throw new MalformedException("no value where one was expected");
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

    private static void check(int depth) throws MalformedException {
        if (depth > DEEPEST) {
            throw new MalformedException("nested deeper than " + DEEPEST + " levels");
        }
    }

    /**
     * Moshi takes a number that fits a long off the buffer when it peeks; another is still there, and would be made a BigDecimal
     * whatever its length, in quadratic time. So only the first sort is read by {@code nextLong}, which makes no text of it.
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

    private static Object decimal(String text) throws MalformedException {
        BigDecimal decimal = Scalars.decimal(text, LONGEST_NUMBER, LARGEST_EXPONENT);
        if (decimal == null) {
            throw new MalformedException("a number beyond all bounds");
        }
        boolean whole = text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
        Long exact = whole ? Scalars.wholeNumber(decimal) : null;
        return exact == null ? decimal : exact;
    }

    /** Makes sure that nothing follows. */
    void end() throws IOException {
        if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
            throw new MalformedException("something follows the value");
        }
    }

    static MalformedException duplicate(String name) {
        return new MalformedException("the field '" + name + "' is there twice");
    }
}
