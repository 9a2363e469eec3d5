package io.exportcomments.port;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An open file of the service. Whoever got it closes it; closing it early ends the exchange.
 *
 * <p>Reading blocks, with back-pressure to the wire, and throws an {@link IOException} whose cause or self says what
 * broke: a body that ends before its announced length is an error, never an end. The stream is for one thread at a
 * time, {@link #close()} for any.
 */
public final class RemoteFile implements AutoCloseable {
    private final InputStream stream;
    private final long offset;
    private final OptionalLong length;
    private final Optional<String> contentType;
    private final Optional<String> validator;

    /**
     * A file.
     *
     * @param stream the bytes from the offset on; closing it ends the exchange
     * @param offset where in the file the stream begins: 0, or what was asked for if the service sent that part
     * @param length how many bytes the stream has, where the service said so
     * @param contentType the media type, as the service said it
     * @param validator the strong entity tag, as its header had it
     */
    public RemoteFile(
            InputStream stream,
            long offset,
            OptionalLong length,
            Optional<String> contentType,
            Optional<String> validator) {
        this.stream = Objects.requireNonNull(stream, "stream");
        this.offset = offset;
        this.length = Objects.requireNonNull(length, "length");
        this.contentType = Objects.requireNonNull(contentType, "contentType");
        this.validator = Objects.requireNonNull(validator, "validator");
    }

    /** The bytes from the offset on. */
    public InputStream stream() {
        return stream;
    }

    /** Where in the file the stream begins; 0 if the service sent the whole, whatever was asked for. */
    public long offset() {
        return offset;
    }

    /** How many bytes the stream has; empty where the service did not say. */
    public OptionalLong length() {
        return length;
    }

    /** The media type, as the service said it. */
    public Optional<String> contentType() {
        return contentType;
    }

    /** The strong entity tag, as its header had it. */
    public Optional<String> validator() {
        return validator;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
