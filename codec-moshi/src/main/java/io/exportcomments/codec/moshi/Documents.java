package io.exportcomments.codec.moshi;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.UnreadableAnswerException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;
import okio.Buffer;
import okio.BufferedSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** Reads whole JSON documents, and turns everything that can be wrong with their bytes into one error. */
final class Documents {
    private final Redaction redaction;
    /** An inspection for the next short document: a twentieth of what decoding a job allocates. */
    private final AtomicReference<@Nullable Inspection> spare = new AtomicReference<>();

    Documents(Redaction redaction) {
        this.redaction = redaction;
    }

    /** What is made of a document. */
    @FunctionalInterface
    interface Reading<T> {
        T read(JsonInput in) throws IOException;
    }

    /** Reads a short document: its bytes are fetched first, so that what breaks on the wire is known from what breaks in them. */
    <T> T readShort(BufferedSource source, long limit, ErrorContext context, Reading<T> reading) throws IOException {
        boolean tooLarge = source.request(limit + 1);
        Buffer bytes = source.getBuffer();
        Inspection inspection = inspection();
        bytes.copyTo(inspection, 0, Math.min(bytes.size(), limit));
        if (tooLarge) {
            throw unreadable(context, inspection, new MalformedException("larger than " + limit + " bytes"));
        }
        T value = parse(bytes, inspection, context, reading);
        inspection.clear();
        spare.set(inspection);
        return value;
    }

    private Inspection inspection() {
        Inspection spared = spare.getAndSet(null);
        return spared == null ? new Inspection() : spared;
    }

    /** Reads a document as its bytes come. */
    <T> T readLong(BufferedSource source, long limit, ErrorContext context, Reading<T> reading) throws IOException {
        Inspection inspection = new Inspection();
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

    /** Reads a document that is there in full. */
    <T> T readWhole(byte[] bytes, long limit, ErrorContext context, Reading<T> reading) {
        try {
            return readShort(new Buffer().write(bytes), limit, context, reading);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory can't break", e);
        }
    }

    private <T> T parse(BufferedSource source, Inspection inspection, ErrorContext context, Reading<T> reading)
            throws IOException {
        if (inspection.isInvalid()) {
            throw unreadable(context, inspection, new MalformedException("not UTF-8"));
        }
        try {
            JsonInput in = new JsonInput(source);
            T value = reading.read(in);
            in.end();
            return value;
        } catch (JsonDataException | JsonEncodingException | MalformedException | EOFException e) {
            throw unreadable(context, inspection, e);
        }
    }

    /** The error for bytes that can't be read. Moshi's own messages quote the bytes, and so do not go along. */
    UnreadableAnswerException unreadable(ErrorContext context, Inspection inspection, @Nullable Exception cause) {
        return new UnreadableAnswerException(context, redaction.excerpt(inspection), why(cause));
    }

    private @Nullable MalformedException why(@Nullable Exception cause) {
        if (cause == null) {
            return null;
        }
        if (cause instanceof EOFException) {
            return new MalformedException("cut short");
        }
        if (cause instanceof JsonDataException) {
            return new MalformedException("not of the form that is documented");
        }
        return new MalformedException(
                cause instanceof MalformedException ? redaction.safe(String.valueOf(cause.getMessage())) : "not JSON");
    }
}
