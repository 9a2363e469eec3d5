package io.exportcomments.codec.moshi.internal;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.UnreadableAnswerException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import okio.Buffer;
import okio.BufferedSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** Reads whole JSON documents, and reports anything wrong with their bytes as one kind of error. */
public final class DocumentReader {
    private final Redactor redactor;
    /** Kept for the next short document, as it is a twentieth of what decoding a job allocates. */
    private final AtomicReference<@Nullable ByteInspector> spare = new AtomicReference<>();

    /** A reader whose errors show nothing that the redactor masks. */
    public DocumentReader(Redactor redactor) {
        this.redactor = redactor;
    }

    /** How a document is read. */
    @FunctionalInterface
    public interface Reading<T> {
        /** Reads the value that comes next. */
        T read(JsonInput in) throws IOException;
    }

    /** Reads a short document. All bytes are fetched first, which tells failures of the source from malformed bytes. */
    public <T> T readShort(BufferedSource source, long limit, ErrorContext context, Reading<T> reading)
            throws IOException {
        boolean tooLarge = source.request(limit + 1);
        Buffer bytes = source.getBuffer();
        ByteInspector inspection = inspection();
        bytes.copyTo(inspection, 0, Math.min(bytes.size(), limit));
        if (tooLarge) {
            throw unreadable(context, inspection, new MalformedJsonException("larger than " + limit + " bytes"));
        }
        T value = parse(bytes, inspection, context, reading);
        inspection.clear();
        spare.set(inspection);
        return value;
    }

    /** Reads a short document that may be missing: empty if there is nothing but whitespace. */
    public <T> Optional<T> readIfPresent(
            BufferedSource source, long limit, ErrorContext context, Reading<Optional<T>> reading) throws IOException {
        source.request(limit + 1);
        return isBlank(source.getBuffer()) ? Optional.empty() : readShort(source, limit, context, reading);
    }

    private static boolean isBlank(Buffer bytes) throws IOException {
        Buffer rest = bytes.copy();
        new JsonInput(rest).skipByteOrderMark();
        while (!rest.exhausted()) {
            byte b = rest.readByte();
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return false;
            }
        }
        return true;
    }

    private ByteInspector inspection() {
        ByteInspector spared = spare.getAndSet(null);
        return spared == null ? new ByteInspector() : spared;
    }

    /** Reads a document while its bytes arrive. */
    public <T> T readLong(BufferedSource source, long limit, ErrorContext context, Reading<T> reading)
            throws IOException {
        ByteInspector inspection = new ByteInspector();
        InspectedSource inspected = new InspectedSource(source, limit, inspection);
        try {
            return parse(Okio.buffer(inspected), inspection, context, reading);
        } catch (UnreadableAnswerException e) {
            IOException broken = inspected.failure();
            if (broken != null) {
                throw broken;
            }
            throw e;
        }
    }

    /** How a document is read of which some are read twice. */
    @FunctionalInterface
    public interface RepeatedReading<T> {
        /** Reads the value that comes next; {@code again} gives the whole document anew. */
        T read(JsonInput in, Supplier<Buffer> again) throws IOException;
    }

    /** Reads a complete document that is a part of these bytes, and that may have to be read twice. */
    public <T> T readPart(byte[] bytes, int from, int to, long limit, RepeatedReading<T> reading) {
        try {
            Supplier<Buffer> again = () -> new Buffer().write(bytes, from, to - from);
            return readShort(again.get(), limit, ErrorContext.NONE, in -> reading.read(in, again));
        } catch (IOException e) {
            throw new UncheckedIOException("I/O error in memory", e);
        }
    }

    /** Reads a complete document. */
    public <T> T readWhole(byte[] bytes, long limit, ErrorContext context, Reading<T> reading) {
        try {
            return readShort(new Buffer().write(bytes), limit, context, reading);
        } catch (IOException e) {
            throw new UncheckedIOException("I/O error in memory", e);
        }
    }

    private <T> T parse(BufferedSource source, ByteInspector inspection, ErrorContext context, Reading<T> reading)
            throws IOException {
        if (inspection.isInvalid()) {
            throw unreadable(context, inspection, new MalformedJsonException("not UTF-8"));
        }
        try {
            JsonInput in = new JsonInput(source);
            in.skipByteOrderMark();
            T value = reading.read(in);
            in.end();
            return value;
        } catch (JsonDataException | JsonEncodingException | MalformedJsonException | EOFException e) {
            throw unreadable(context, inspection, e);
        }
    }

    /** The error for bytes that can't be read. It leaves out Moshi's messages, which quote the bytes. */
    UnreadableAnswerException unreadable(ErrorContext context, ByteInspector inspection, @Nullable Exception cause) {
        MalformedJsonException why = why(cause);
        String excerpt = redactor.excerpt(inspection);
        return cause instanceof MalformedJsonException malformed && malformed.isInEntry() && why != null
                ? new UnreadableAnswerException(
                        context, "the answer can't be read, for " + why.getMessage(), excerpt, why)
                : new UnreadableAnswerException(context, excerpt, why);
    }

    private @Nullable MalformedJsonException why(@Nullable Exception cause) {
        if (cause == null) {
            return null;
        }
        if (cause instanceof EOFException) {
            return new MalformedJsonException("cut short");
        }
        if (cause instanceof JsonDataException) {
            return new MalformedJsonException("not in the documented form");
        }
        return new MalformedJsonException(
                cause instanceof MalformedJsonException
                        ? redactor.safe(String.valueOf(cause.getMessage()))
                        : "not JSON");
    }
}
