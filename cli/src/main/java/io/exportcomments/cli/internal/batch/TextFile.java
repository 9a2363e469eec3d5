package io.exportcomments.cli.internal.batch;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads text as Windows programs save it, too: with a byte order mark, and in UTF-16 if its mark says so. */
final class TextFile {
    private static final String MARK = "\ufeff";

    private TextFile() {}

    /** Whether the bytes start with the mark of UTF-16 or UTF-32. */
    static boolean isMarkedWide(byte[] bytes) {
        return startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF);
    }

    /**
     * The lines of a text, without byte order marks; one can stand at the start of each file that was put into this
     * one.
     *
     * @throws CharacterCodingException if it is neither UTF-8 nor UTF-16 with a mark
     */
    static List<String> lines(byte[] bytes) throws CharacterCodingException {
        String text = charset(bytes).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        if (text.indexOf('\0') >= 0) {
            throw new CharacterCodingException();
        }
        return text.lines().map(TextFile::withoutMark).toList();
    }

    private static Charset charset(byte[] bytes) {
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16LE;
        }
        return startsWith(bytes, 0xFE, 0xFF) ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }

    /** The line without the mark at its start. */
    static String withoutMark(String line) {
        return line.startsWith(MARK) ? line.substring(MARK.length()) : line;
    }
}
