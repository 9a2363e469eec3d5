package io.exportcomments.update.websocket.internal;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import okio.Buffer;
import okio.BufferedSource;

/** One message of the server's while it is read, and what it carries for somebody else to read. */
abstract class FrameData {
    private final JsonReader reader;

    private FrameData(Buffer json) {
        reader = JsonReader.of(json);
    }

    /** Reads the message. */
    JsonReader reader() {
        return reader;
    }

    /** The value that comes next, which is read over. */
    abstract Part part() throws IOException;

    /** The bytes of a value, among others. */
    static final class Part {
        final byte[] bytes;
        final int from;
        final int to;

        Part(byte[] bytes, int from, int to) {
            this.bytes = bytes;
            this.from = from;
            this.to = to;
        }
    }

    /** Says where in the message a value is, without a copy of it; its JSON must be right. */
    static final class InPlace extends FrameData {
        private final byte[] json;
        private final Buffer rest;

        InPlace(byte[] json) {
            this(json, new Buffer().write(json));
        }

        private InPlace(byte[] json, Buffer rest) {
            super(rest);
            this.json = json;
            this.rest = rest;
        }

        @Override
        Part part() throws IOException {
            if (reader().peek() != JsonReader.Token.BEGIN_OBJECT) {
                reader().skipValue();
                return new Part(json, 0, 0);
            }
            // Moshi has taken the bracket away when it has peeked at it, and has read no further.
            int from = json.length - (int) rest.size() - 1;
            reader().skipValue();
            return new Part(json, from, json.length - (int) rest.size());
        }
    }

    /** Copies a value, whatever it is, as far as its brackets match. */
    static final class Copied extends FrameData {
        Copied(byte[] json) {
            super(new Buffer().write(json));
        }

        @Override
        Part part() throws IOException {
            try (BufferedSource source = reader().nextSource()) {
                byte[] copy = source.readByteArray();
                return new Part(copy, 0, copy.length);
            }
        }
    }
}
