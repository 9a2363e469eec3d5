package io.exportcomments.internal.download;

/**
 * Whether a ZIP file, as each XLSX file is one, is there to its end: its last record lists what is in it. For one
 * thread at a time.
 */
final class ZipEnd {
    private static final byte[] SIGNATURE = {'P', 'K', 5, 6};
    private static final int SHORTEST_RECORD = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;

    /** The last bytes of the file, as a ring: as many as the last record can have. */
    private final byte[] last = new byte[SHORTEST_RECORD + LONGEST_COMMENT];

    private long taken;

    /** Forgets what was taken in: the file begins anew. */
    void restart() {
        taken = 0;
    }

    /** Takes in the next bytes of the file. */
    void take(byte[] bytes, int offset, int count) {
        int skipped = Math.max(0, count - last.length);
        int length = count - skipped;
        int place = place(taken + skipped);
        int first = Math.min(length, last.length - place);
        System.arraycopy(bytes, offset + skipped, last, place, first);
        System.arraycopy(bytes, offset + skipped + first, last, 0, length - first);
        taken += count;
    }

    private int place(long position) {
        return (int) (position % last.length);
    }

    /** Whether what was taken in so far has the record that a ZIP file ends with. */
    boolean isThere() {
        for (long at = taken - SHORTEST_RECORD; at >= Math.max(0, taken - last.length); at--) {
            if (isSignature(at)) {
                return true;
            }
        }
        return false;
    }

    private boolean isSignature(long at) {
        for (int i = 0; i < SIGNATURE.length; i++) {
            if (last[place(at + i)] != SIGNATURE[i]) {
                return false;
            }
        }
        return true;
    }
}
