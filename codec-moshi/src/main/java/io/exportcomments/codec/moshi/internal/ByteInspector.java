package io.exportcomments.codec.moshi.internal;

import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Looks at the bytes of an answer before they are decoded: keeps the first ones for an error's excerpt, and checks that
 * all are UTF-8, because Okio silently decodes anything else to replacement characters.
 */
final class ByteInspector extends OutputStream {
    private static final int HEAD = 128;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long NOT_ASCII = 0x8080808080808080L;

    private final byte[] head = new byte[HEAD];
    private int kept;
    private boolean invalid;
    /** The number of continuation bytes still expected, and the range of the next one. */
    private int missing;

    private int lowest;
    private int highest;

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        if (kept < HEAD) {
            int taken = Math.min(HEAD - kept, count);
            System.arraycopy(bytes, offset, head, kept, taken);
            kept += taken;
        }
        check(bytes, offset, offset + count);
    }

    /** Starts over. */
    void clear() {
        Arrays.fill(head, 0, kept, (byte) 0);
        kept = 0;
        invalid = false;
        missing = 0;
    }

    private void check(byte[] bytes, int offset, int end) {
        int i = offset;
        while (i < end && !invalid) {
            if (missing == 0) {
                i = afterAscii(bytes, i, end);
            }
            if (i < end) {
                next(bytes[i++]);
            }
        }
    }

    /**
     * Skips ASCII, which is nearly all of an answer, 32 bytes at a time; stops before the first other byte at the
     * latest.
     */
    private static int afterAscii(byte[] bytes, int offset, int end) {
        int i = offset;
        while (i + 4 * Long.BYTES <= end && ((fourLongs(bytes, i) & NOT_ASCII) == 0)) {
            i += 4 * Long.BYTES;
        }
        while (i < end && bytes[i] >= 0) {
            i++;
        }
        return i;
    }

    private static long fourLongs(byte[] bytes, int i) {
        return (long) LONGS.get(bytes, i)
                | (long) LONGS.get(bytes, i + Long.BYTES)
                | (long) LONGS.get(bytes, i + 2 * Long.BYTES)
                | (long) LONGS.get(bytes, i + 3 * Long.BYTES);
    }

    private void next(byte signed) {
        int b = signed & 0xff;
        if (missing > 0) {
            invalid = b < lowest || b > highest;
            missing--;
            lowest = 0x80;
            highest = 0xbf;
        } else if (b >= 0x80) {
            begin(b);
        }
    }

    /**
     * The ranges are those of the Unicode standard's table of well-formed UTF-8: no overlong forms and no surrogates.
     */
    private void begin(int b) {
        missing = b < 0xe0 ? 1 : b < 0xf0 ? 2 : 3;
        lowest = b == 0xe0 ? 0xa0 : b == 0xf0 ? 0x90 : 0x80;
        highest = b == 0xed ? 0x9f : b == 0xf4 ? 0x8f : 0xbf;
        invalid = b < 0xc2 || b > 0xf4;
    }

    /** The first bytes. */
    byte[] head() {
        return Arrays.copyOf(head, kept);
    }

    /** Whether the bytes so far are not UTF-8. */
    boolean isInvalid() {
        return invalid;
    }
}
