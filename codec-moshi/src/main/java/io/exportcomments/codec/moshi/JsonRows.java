package io.exportcomments.codec.moshi;

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
 * The rows of a JSON result: a bare array of objects, or one in an object's field {@code items}, {@code data} or
 * {@code comments}, which is an assumption of ours. Holds one row at a time, of at most 16 MiB.
 */
final class JsonRows implements Iterator<Map<String, @Nullable Object>> {
    private static final long LARGEST_ROW = 16L << 20;
    private static final Set<String> LISTS = Set.of("items", "data", "comments");

    private enum State {
        BEFORE,
        ROWS,
        OVER
    }

    private final Documents documents;
    private final Inspection inspection = new Inspection();
    private final InspectedSource source;
    private final JsonInput in;
    private State state = State.BEFORE;
    private boolean enveloped;
    private @Nullable RuntimeException failure;

    JsonRows(InputStream json, Documents documents) {
        this.documents = documents;
        this.source = new InspectedSource(Okio.source(json), LARGEST_ROW, inspection);
        this.in = new JsonInput(Okio.buffer(source));
    }

    @Override
    public boolean hasNext() {
        return Boolean.TRUE.equals(guarded(this::advance));
    }

    @Override
    public Map<String, @Nullable Object> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more rows");
        }
        return guarded(this::row);
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
                || e instanceof MalformedException
                || e instanceof EOFException;
        return bytesAreWrong || !(e instanceof IOException io)
                ? documents.unreadable(ErrorContext.of(Operation.FILE, null), inspection, e)
                : new UncheckedIOException(io);
    }

    /** Whether there is another row; goes to the first one, and past the last one to the end. */
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
        if (reader.peek() == JsonReader.Token.BEGIN_OBJECT) {
            enveloped = true;
            findList();
        }
        if (reader.peek() != JsonReader.Token.BEGIN_ARRAY) {
            throw new MalformedException("no list of rows");
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
        throw new MalformedException("no list of rows");
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
            throw new MalformedException("a row that is no object");
        }
        return in.object();
    }
}
