package io.exportcomments.internal.download;

import io.exportcomments.error.UnreadableAnswerException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A result as a stream that gives no byte before it is clear that it is the result. For one thread at a time. */
final class CheckedStream extends FilterInputStream {
    private final ResultCheck check;
    private final boolean measured;
    private final boolean toTheEnd;
    private byte[] head = new byte[0];
    private int given;
    private boolean inspected;

    /** What broke while it was inspected; null if nothing did, or once it was told. */
    private @Nullable IOException broken;

    private CheckedStream(InputStream result, ResultCheck check, boolean measured, boolean toTheEnd) {
        super(result);
        this.check = check;
        this.measured = measured;
        this.toTheEnd = toTheEnd;
    }

    /**
     * A result for whoever takes its bytes as they are: where it breaks off is an error at its end.
     *
     * @param measured whether its length is known
     */
    static CheckedStream whole(InputStream result, ResultCheck check, boolean measured) {
        return new CheckedStream(result, check, measured, true);
    }

    /** A result for whoever sees where it ends, or goes on where it broke: the beginning alone is looked at. */
    static CheckedStream beginning(InputStream result, ResultCheck check, boolean measured) {
        return new CheckedStream(result, check, measured, false);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return super.read(bytes, offset, 0);
        }
        inspect();
        if (given == head.length) {
            IOException told = broken;
            broken = null;
            if (told != null) {
                throw told;
            }
            return readOn(bytes, offset, length);
        }
        int count = Math.min(length, head.length - given);
        System.arraycopy(head, given, bytes, offset, count);
        given += count;
        return count;
    }

    private int readOn(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        try {
            if (toTheEnd && count < 0) {
                check.end(measured);
            } else if (toTheEnd) {
                check.take(bytes, offset, count, measured);
            }
        } catch (UnreadableAnswerException e) {
            throw new IOException(e.getMessage(), e);
        }
        return count;
    }

    /**
     * Reads as much as is needed to tell that it is the result. What breaks meanwhile is told by the reading that
     * comes to that place.
     *
     * @throws IOException if it is something else
     */
    void inspect() throws IOException {
        byte[] piece = new byte[256];
        try {
            while (!inspected && !check.isPassed()) {
                int count = readPiece(piece);
                if (count < 0) {
                    inspected = true;
                    return;
                }
                check.take(piece, 0, count, measured);
                int before = head.length;
                head = Arrays.copyOf(head, before + count);
                System.arraycopy(piece, 0, head, before, count);
            }
        } catch (UnreadableAnswerException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private int readPiece(byte[] piece) {
        int count;
        try {
            count = super.read(piece, 0, piece.length);
        } catch (IOException e) {
            broken = e;
            return -1;
        }
        if (count < 0) {
            check.end(measured);
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] skipped = new byte[(int) Math.max(0, Math.min(count, 8192))];
        return skipped.length == 0 ? 0 : Math.max(0, read(skipped, 0, skipped.length));
    }

    @Override
    public int available() throws IOException {
        return check.isPassed() ? head.length - given + super.available() : 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
