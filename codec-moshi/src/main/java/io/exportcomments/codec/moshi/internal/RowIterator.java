package io.exportcomments.codec.moshi.internal;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import com.squareup.moshi.JsonReader;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.job.Operation;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a JSON result: a bare array of objects, or an array in the field {@code items}, {@code data} or
 * {@code comments} of an object, which is our assumption. It holds one row at a time, of at most 16 MiB.
 */
public final class RowIterator implements Iterator<Map<String, @Nullable Object>> {
    private static final long LARGEST_ROW = 16L << 20;
    private static final Set<String> LISTS = Set.of("items", "data", "comments");

    private enum State {
        BEFORE,
        ROWS,
        OVER
    }

    private final DocumentReader documents;
    private final ByteInspector inspection = new ByteInspector();
    private final InspectedSource source;
    private final JsonInput in;
    private final RepeatedNames names = new RepeatedNames();
    private final ContainerReader rows = JsonInput.rows(names);
    private final Step<Boolean> advance = this::advance;
    private final Step<Map<String, @Nullable Object>> row = this::row;
    private State state = State.BEFORE;
    private boolean enveloped;
    private @Nullable RuntimeException failure;

    /** The rows of a file; the stream is not closed. */
    public RowIterator(InputStream json, DocumentReader documents) {
        this.documents = documents;
        this.source = new InspectedSource(Okio.source(json), LARGEST_ROW, inspection);
        this.in = new JsonInput(Okio.buffer(source), new EscapedText());
    }

    @Override
    public boolean hasNext() {
        return Boolean.TRUE.equals(guarded(advance));
    }

    @Override
    public Map<String, @Nullable Object> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more rows");
        }
        return guarded(row);
    }

    private interface Step<T> {
        T take() throws IOException;
    }

    private <T> T guarded(Step<T> step) {
        if (failure != null) {
            throw failure;
        }
        source.allow(LARGEST_ROW);
        try {
            return step.take();
        } catch (IOException | JsonDataException e) {
            failure = broken(e);
            throw failure;
        }
    }

    private RuntimeException broken(Exception e) {
        IOException wire = source.failure();
        if (wire != null) {
            return new UncheckedIOException(wire);
        }
        boolean bytesAreWrong = e instanceof JsonDataException
                || e instanceof JsonEncodingException
                || e instanceof MalformedJsonException
                || e instanceof EOFException;
        return bytesAreWrong || !(e instanceof IOException io)
                ? documents.unreadable(ErrorContext.of(Operation.FILE, null), inspection, e)
                : new UncheckedIOException(io);
    }

    /** Whether there is another row. Moves to the first row, and from the last one to the end of the document. */
    private boolean advance() throws IOException {
        if (state == State.BEFORE) {
            begin();
            state = State.ROWS;
        }
        if (state == State.ROWS && !in.reader().hasNext()) {
            end();
            state = State.OVER;
        }
        return state == State.ROWS;
    }

    private void begin() throws IOException {
        JsonReader reader = in.reader();
        in.skipByteOrderMark();
        if (reader.peek() == JsonReader.Token.BEGIN_OBJECT) {
            enveloped = true;
            findList();
        }
        if (reader.peek() != JsonReader.Token.BEGIN_ARRAY) {
            throw new MalformedJsonException("no list of rows");
        }
        reader.beginArray();
    }

    private void findList() throws IOException {
        JsonReader reader = in.reader();
        reader.beginObject();
        while (reader.hasNext()) {
            if (LISTS.contains(reader.nextName()) && reader.peek() == JsonReader.Token.BEGIN_ARRAY) {
                return;
            }
            reader.skipValue();
        }
        throw new MalformedJsonException("no list of rows");
    }

    private void end() throws IOException {
        JsonReader reader = in.reader();
        reader.endArray();
        if (enveloped) {
            while (reader.hasNext()) {
                reader.skipName();
                reader.skipValue();
            }
            reader.endObject();
        }
        in.end();
    }

    private Map<String, @Nullable Object> row() throws IOException {
        if (in.reader().peek() != JsonReader.Token.BEGIN_OBJECT) {
            throw new MalformedJsonException("a row that is not an object");
        }
        Map<String, @Nullable Object> read = rows.object(in);
        names.endOfRow();
        return read;
    }
}
