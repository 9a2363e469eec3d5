package io.exportcomments.mcp.internal.protocol;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** Reads lines of UTF-8 that are not endless. For one thread. */
final class LineInput {
    /** The longest line, in bytes. */
    static final int LONGEST = 1 << 20;

    private final InputStream stream;

    LineInput(InputStream stream) {
        this.stream = new BufferedInputStream(stream);
    }

    /**
     * The next line that is not blank; null at the end.
     *
     * @throws CharacterCodingException if the line is no UTF-8; the next call reads the one after it
     * @throws TooLongException if the line was too long; the next call reads the one after it
     */
    @Nullable String next() throws IOException {
        while (true) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            boolean ended = readLine(line);
            if (line.size() > LONGEST) {
                throw new TooLongException();
            }
            String text = MessageJson.decoded(line.toByteArray()).strip();
            if (!text.isEmpty()) {
                return text;
            }
            if (ended) {
                return null;
            }
        }
    }

    /** Reads to the end of the line, and keeps one byte too many at most; whether it was the last line. */
    private boolean readLine(ByteArrayOutputStream line) throws IOException {
        int read = stream.read();
        while (read >= 0 && read != '\n') {
            if (line.size() <= LONGEST) {
                line.write(read);
            }
            read = stream.read();
        }
        return read < 0;
    }

    /** A line was too long. */
    static final class TooLongException extends IOException {
        TooLongException() {
            super("A line is longer than " + LONGEST + " bytes");
        }
    }
}
