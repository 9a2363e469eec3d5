package io.exportcomments.codec.moshi.internal;

import java.io.IOException;
import okio.Buffer;
import okio.Source;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Inspects and limits the bytes of a long answer while they are read, and tells failures of the connection from
 * failures of the decoding. Closing it leaves the source open.
 */
final class InspectedSource implements Source {
    private final Source source;
    private final ByteInspector inspection;
    private long budget;
    private @Nullable IOException failure;

    InspectedSource(Source source, long limit, ByteInspector inspection) {
        this.source = source;
        this.inspection = inspection;
        this.budget = limit;
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
        if (budget <= 0) {
            throw new MalformedJsonException("too large");
        }
        long count = readWire(sink, Math.min(byteCount, budget));
        if (count > 0) {
            budget -= count;
            sink.copyTo(inspection, sink.size() - count, count);
            if (inspection.isInvalid()) {
                throw new MalformedJsonException("not UTF-8");
            }
        }
        return count;
    }

    private long readWire(Buffer sink, long byteCount) throws IOException {
        try {
            return source.read(sink, byteCount);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** Allows so many more bytes. */
    void allow(long bytes) {
        budget = bytes;
    }

    /** The failure of the source, if it failed. */
    @Nullable IOException failure() {
        return failure;
    }

    @Override
    public Timeout timeout() {
        return source.timeout();
    }

    @Override
    public void close() {
        // Borrowed.
    }
}
