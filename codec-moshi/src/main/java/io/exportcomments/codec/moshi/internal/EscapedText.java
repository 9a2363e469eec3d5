package io.exportcomments.codec.moshi.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a JSON text with escapes in one pass, where all its bytes are there. Whatever is unusual is left to Moshi,
 * and so is a text without escapes, which Moshi reads as well. Not thread-safe.
 */
final class EscapedText {
    private static final int LONGEST = 4096;
    private static final int FIRST = 256;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final byte[] NONE = {};
    private static final int UNUSUAL = -1;

    private byte[] text = NONE;
    private int length;
    private int end;

    /**
     * The text whose opening quote is before these bytes.
     *
     * @return null if it has no escape, is longer than 4 kB or than the bytes, or has an escape that is wrong or stands
     *     for a half of a character
     */
    @Nullable String decode(byte[] bytes, int from, int to) {
        int last = Math.min(to, from + LONGEST);
        int at = endOfPlain(bytes, from, last);
        if (at == last || bytes[at] == '"') {
            return null;
        }
        length = 0;
        add(bytes, from, at);
        return rest(bytes, at, last);
    }

    /** Where the next quote or backslash is, looked for in eight bytes at a time. */
    private static int endOfPlain(byte[] bytes, int from, int last) {
        int at = from;
        while (at + Long.BYTES <= last) {
            long eight = (long) LONGS.get(bytes, at);
            if (hasZero(eight ^ QUOTES) || hasZero(eight ^ BACKSLASHES)) {
                break;
            }
            at += Long.BYTES;
        }
        while (at < last && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    private static boolean hasZero(long eight) {
        return ((eight - ONES) & ~eight & HIGH_BITS) != 0;
    }

    private @Nullable String rest(byte[] bytes, int from, int last) {
        int at = from;
        while (at < last && bytes[at] != '"') {
            if (bytes[at] == '\\') {
                at = escape(bytes, at + 1, last);
                if (at == UNUSUAL) {
                    return null;
                }
            } else {
                int start = at;
                at = endOfPlain(bytes, at, last);
                add(bytes, start, at);
            }
        }
        end = at;
        return at == last ? null : new String(text, 0, length, StandardCharsets.UTF_8);
    }

    /** Where the closing quote of the text is that was decoded last. */
    int end() {
        return end;
    }

    /** Adds what an escape stands for, and gives the place behind it. */
    private int escape(byte[] bytes, int at, int last) {
        if (at == last) {
            return UNUSUAL;
        }
        if (bytes[at] == 'u') {
            int unit = unit(bytes, at + 1, last);
            return unit < 0 || !addCharacter(unit) ? UNUSUAL : at + 5;
        }
        int plain = switch (bytes[at]) {
            case '"', '\\', '/' -> bytes[at];
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> UNUSUAL;
        };
        if (plain == UNUSUAL) {
            return UNUSUAL;
        }
        reserve(1);
        text[length++] = (byte) plain;
        return at + 1;
    }

    private static int unit(byte[] bytes, int from, int last) {
        if (from + 4 > last) {
            return UNUSUAL;
        }
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return UNUSUAL;
            }
            unit = (unit << 4) | digit;
        }
        return unit;
    }

    /** Adds a character in UTF-8; false for half of one. */
    private boolean addCharacter(int unit) {
        if (Character.isSurrogate((char) unit)) {
            return false;
        }
        reserve(3);
        if (unit < 0x80) {
            text[length++] = (byte) unit;
        } else if (unit < 0x800) {
            text[length++] = (byte) (0xc0 | (unit >> 6));
            text[length++] = (byte) (0x80 | (unit & 0x3f));
        } else {
            text[length++] = (byte) (0xe0 | (unit >> 12));
            text[length++] = (byte) (0x80 | ((unit >> 6) & 0x3f));
            text[length++] = (byte) (0x80 | (unit & 0x3f));
        }
        return true;
    }

    private void add(byte[] bytes, int from, int to) {
        reserve(to - from);
        System.arraycopy(bytes, from, text, length, to - from);
        length += to - from;
    }

    private void reserve(int more) {
        if (length + more > text.length) {
            text = Arrays.copyOf(text, Math.max(FIRST, 2 * (length + more)));
        }
    }
}
