package io.exportcomments.codec.moshi;

import io.exportcomments.annotation.Experimental;
import io.exportcomments.codec.moshi.internal.BatchReader;
import io.exportcomments.codec.moshi.internal.DocumentReader;
import io.exportcomments.codec.moshi.internal.JobWriter;
import io.exportcomments.codec.moshi.internal.LinkResolver;
import io.exportcomments.codec.moshi.internal.Redactor;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.BatchId;
import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchRequest;
import io.exportcomments.job.BatchState;
import io.exportcomments.port.ApiToken;
import java.io.IOException;
import java.net.URI;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Converts between the service's JSON and core's types for batches of URLs. It is as lenient and as strict as
 * {@link JobCodec}. Immutable and thread-safe.
 */
@Experimental
public final class BatchCodec {
    private static final long LARGEST = 4L << 20;

    private final LinkResolver links;
    private final DocumentReader documents;

    /**
     * A codec that masks the token wherever an answer repeats it.
     *
     * @param baseUrl absolute, http or https; relative links are resolved against it
     * @param token the token, which no excerpt may show; null if there is none
     * @throws IllegalArgumentException if the base URL is not
     */
    public BatchCodec(URI baseUrl, @Nullable ApiToken token) {
        this.links = new LinkResolver(baseUrl);
        this.documents = new DocumentReader(new Redactor(token));
    }

    /**
     * The body of a request for a batch: {@code {"urls": […], "options": {…}}}. Without options the field is left out.
     *
     * @throws IllegalArgumentException if an option's value can't be written as JSON or is nested deeper than 64 levels
     */
    public byte[] encode(BatchRequest request) {
        return JobWriter.encode(request);
    }

    /**
     * The answer to a batch that was sent.
     *
     * @param context the request, for the error
     * @throws UnreadableAnswerException if the bytes are not such an answer
     * @throws IOException if reading the source fails
     */
    public BatchReceipt decodeReceipt(BufferedSource source, ErrorContext context) throws IOException {
        return documents.readShort(source, LARGEST, context, BatchReader::readReceipt);
    }

    /**
     * The state of a batch. Entries without a guid are rejected URLs.
     *
     * @param batchId the id that was asked for, used if the answer has none
     * @param context the request, for the error
     * @throws UnreadableAnswerException if the bytes are not the state of a batch
     * @throws IOException if reading the source fails
     */
    public BatchState decodeState(BufferedSource source, BatchId batchId, ErrorContext context) throws IOException {
        return documents.readShort(source, LARGEST, context, in -> BatchReader.readState(in, links, batchId));
    }
}
