package io.exportcomments.codec.moshi.internal;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A JSON document that is being read: Moshi's reader with bounds on numbers and depth. */
public final class JsonInput {
    private static final ByteString BYTE_ORDER_MARK = ByteString.encodeUtf8("\uFEFF");
    private static final int DEEPEST = 64;
    /** A reply costs two levels, an object and an array. */
    private static final int DEEPEST_ROW = 2048;

    private static final int LONGEST_TIME = 40;
    private static final int LONGEST_NUMBER = 400;
    private static final int LARGEST_EXPONENT = 10_000;

    private final JsonReader reader;
    private final BufferedSource source;
    private final Buffer buffer;
    /** Null until it is needed: most short documents do without. */
    private Buffer.@Nullable UnsafeCursor cursor;

    private final @Nullable EscapedText escapes;

    JsonInput(BufferedSource source) {
        this(source, null);
    }

    /**
     * An input for one document.
     *
     * @param escapes decodes texts with escapes; null to leave that to Moshi, which is as good where they are rare
     */
    JsonInput(BufferedSource source, @Nullable EscapedText escapes) {
        this.escapes = escapes;
        this.reader = JsonReader.of(source);
        this.source = source;
        this.buffer = source.getBuffer();
    }

    JsonReader reader() {
        return reader;
    }

    /** A second input for the same document; only before anything of it was read. */
    JsonInput fromStart() {
        return new JsonInput(buffer.copy());
    }

    /** Skips a UTF-8 byte order mark; only before anything was read. */
    void skipByteOrderMark() throws IOException {
        if (source.request(1)
                && buffer.getByte(0) == BYTE_ORDER_MARK.getByte(0)
                && source.rangeEquals(0, BYTE_ORDER_MARK)) {
            source.skip(BYTE_ORDER_MARK.size());
        }
    }

    /** An input for the object or array that comes next, and for nothing else. It must be read to its end. */
    JsonInput nested() throws IOException {
        return new JsonInput(reader.nextSource(), escapes);
    }

    /** The next value as a String, Boolean, Long, BigDecimal, List, Map or null. */
    @Nullable Object value() throws IOException {
        return value(reader.peek());
    }

    /** The same for who has peeked at it: Moshi works that out anew each time. */
    @Nullable Object value(JsonReader.Token next) throws IOException {
        return switch (next) {
            case BEGIN_ARRAY -> new ContainerReader(DEEPEST, null).array(this);
            case BEGIN_OBJECT -> object();
            default -> scalar(next);
        };
    }

    /** The object that comes next. */
    Map<String, @Nullable Object> object() throws IOException {
        return new ContainerReader(DEEPEST, null).object(this);
    }

    /** Reads objects one after the other, of like fields, which may be nested as deep as the replies to a comment. */
    static ContainerReader rows(RepeatedNames names) {
        return new ContainerReader(DEEPEST_ROW, names);
    }

    /** The next value, which is neither an object nor an array. */
    @Nullable Object scalar() throws IOException {
        return scalar(reader.peek());
    }

    private @Nullable Object scalar(JsonReader.Token next) throws IOException {
        return switch (next) {
            case STRING -> text();
            case NUMBER -> number();
            case BOOLEAN -> reader.nextBoolean();
            case NULL -> reader.nextNull();
            default -> throw new MalformedJsonException("a value is missing");
        };
    }

    /** The text that comes next. */
    String text() throws IOException {
        return escapes == null ? reader.nextString() : text(escapes);
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
        // Whatever would be written with digits alone, such as 12E0, is what it is when it is read again.
        Long exact = decimal.scale() == 0 ? Scalars.wholeNumber(decimal) : null;
        return exact == null ? decimal : exact;
    }

    private Buffer.UnsafeCursor cursor() {
        Buffer.UnsafeCursor one = cursor == null ? new Buffer.UnsafeCursor() : cursor;
        cursor = one;
        return one;
    }

    /**
     * Moshi copies a text with escapes three times over; those that are there and short enough are read where their
     * bytes are.
     */
    private String text(EscapedText decoder) throws IOException {
        String text;
        int length;
        try (Buffer.UnsafeCursor bytes = buffer.readUnsafe(cursor())) {
            byte[] data = bytes.next() < 0 ? null : bytes.data;
            text = data == null ? null : decoder.decode(data, bytes.start, bytes.end);
            length = decoder.end() - bytes.start;
        }
        if (text == null) {
            return reader.nextString();
        }
        // Moshi then finds the closing quote at once.
        buffer.skip(length);
        reader.skipValue();
        return text;
    }

    /**
     * The time stamp that comes next, read where its bytes are: Moshi has taken the opening quote away when it has
     * peeked at a text.
     *
     * @return null if it is no time stamp, or its bytes are not all there yet; then nothing was read
     */
    @Nullable Instant time(TimestampParser parser) throws IOException {
        Instant time;
        try (Buffer.UnsafeCursor bytes = buffer.readUnsafe(cursor())) {
            byte[] data = bytes.next() < 0 ? null : bytes.data;
            if (data == null) {
                return null;
            }
            int last = Math.min(bytes.end, bytes.start + LONGEST_TIME + 1);
            int quote = bytes.start;
            while (quote < last && data[quote] != '"') {
                quote++;
            }
            time = quote == last ? null : parser.parse(data, bytes.start, quote);
        }
        if (time != null) {
            reader.skipValue();
        }
        return time;
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
