package io.exportcomments.internal.download;

import io.exportcomments.result.RowSink;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A program's sink, which gets the rows; they are counted. */
final class SinkTarget implements RowTarget<Long> {
    private final RowSink sink;
    private long count;

    SinkTarget(RowSink sink) {
        this.sink = sink;
    }

    @Override
    public void open() {}

    @Override
    public void row(Map<String, @Nullable Object> row) throws IOException {
        sink.row(row);
        count++;
    }

    @Override
    public Long finish() {
        return count;
    }

    @Override
    public void discard() {}

    @Override
    public void abandon() {}

    @Override
    public Exception failure(IOException trouble) {
        return trouble;
    }
}
