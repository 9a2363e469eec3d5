package io.exportcomments.internal.download;

import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.job.DownloadListener;
import io.exportcomments.port.RowReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The rows of a JSON result, read on demand. The file is closed at the end, on an error, or with the stream. */
final class RowStream extends Spliterators.AbstractSpliterator<Map<String, @Nullable Object>> {
    private final RemoteResult source;
    private final ResumingStream file;
    private final InputStream json;
    private final RowReader reader;
    private @Nullable Iterator<Map<String, @Nullable Object>> rows;
    private boolean over;

    private RowStream(RemoteResult source, ResumingStream file, InputStream json, RowReader reader) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.source = source;
        this.file = file;
        this.json = json;
        this.reader = reader;
    }

    /**
     * The rows, with the errors of a download where something else stands in place of the result.
     *
     * @param listener hears how much of the file was read
     */
    static Stream<Map<String, @Nullable Object>> of(
            RemoteResult source, ResumingStream file, RowReader reader, DownloadListener listener) {
        InputStream counted = new CountedStream(file, file.total(), listener);
        InputStream json =
                CheckedStream.beginning(counted, source.check(), file.total().isPresent());
        return StreamSupport.stream(new RowStream(source, file, json, reader), false)
                .onClose(file::close);
    }

    @Override
    public boolean tryAdvance(Consumer<? super Map<String, @Nullable Object>> action) {
        Map<String, @Nullable Object> row = next();
        if (row == null) {
            return false;
        }
        action.accept(row);
        return true;
    }

    private @Nullable Map<String, @Nullable Object> next() {
        if (over) {
            return null;
        }
        over = true;
        try {
            Iterator<Map<String, @Nullable Object>> iterator = rows == null ? reader.read(json) : rows;
            rows = iterator;
            if (iterator.hasNext()) {
                Map<String, @Nullable Object> row = iterator.next();
                over = false;
                return row;
            }
        } catch (UncheckedIOException e) {
            throw broken(e);
        } catch (ExportCommentsException e) {
            throw source.named(e) instanceof ExportCommentsException named ? named : e;
        } finally {
            if (over) {
                file.close();
            }
        }
        return null;
    }

    private ExportCommentsException broken(UncheckedIOException cause) {
        for (Throwable why = cause; why != null; why = why.getCause()) {
            if (why instanceof ExportCommentsException known) {
                return known;
            }
        }
        return source.brokenOff(new IOException(cause), 0, OptionalLong.empty());
    }
}
