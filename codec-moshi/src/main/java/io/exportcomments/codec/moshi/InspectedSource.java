package io.exportcomments.codec.moshi;

import java.io.IOException;
import okio.Buffer;
import okio.Source;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a long answer as they come: inspected, limited, and with the wire's own failures told apart from those of the
 * decoding. Closing it leaves the source open.
 */
final class InspectedSource implements Source {
    private final Source source;
    private final Inspection inspection;
    private long budget;
    private @Nullable IOException failure;

    InspectedSource(Source source, long limit, Inspection inspection) {
        this.source = source;
        this.inspection = inspection;
        this.budget = limit;
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
        if (budget <= 0) {
            throw new MalformedException("too large");
        }
        long count = readWire(sink, Math.min(byteCount, budget));
        if (count > 0) {
            budget -= count;
            sink.copyTo(inspection, sink.size() - count, count);
            if (inspection.isInvalid()) {
                throw new MalformedException("not UTF-8");
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

    /** Allows so many bytes from here on. */
    void allow(long bytes) {
        budget = bytes;
    }

    /** What broke on the wire, if it did. */
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
