package io.exportcomments.codec.moshi;

import io.exportcomments.codec.moshi.internal.CommandAnswer;
import io.exportcomments.codec.moshi.internal.DocumentReader;
import io.exportcomments.codec.moshi.internal.ErrorAnswers;
import io.exportcomments.codec.moshi.internal.EventReader;
import io.exportcomments.codec.moshi.internal.JobReader;
import io.exportcomments.codec.moshi.internal.JobWriter;
import io.exportcomments.codec.moshi.internal.LinkResolver;
import io.exportcomments.codec.moshi.internal.PageReader;
import io.exportcomments.codec.moshi.internal.Redactor;
import io.exportcomments.codec.moshi.internal.RowIterator;
import io.exportcomments.codec.moshi.internal.SocketTokenReader;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobEvent;
import io.exportcomments.job.JobPage;
import io.exportcomments.port.ApiToken;
import io.exportcomments.port.RowReader;
import io.exportcomments.port.SocketToken;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Converts between the service's JSON and core's types: REST answers, realtime events, webhook deliveries and error
 * bodies. Every transport and update source uses it.
 *
 * <p>It is lenient about fields: a job needs only a guid and a status, numbers may be sent as text, and a value that it
 * does not understand, such as a link that is neither http nor https, is kept in {@link Job#unknownFields()}. It is
 * strict about JSON: malformed, truncated or too large documents, bytes that are not UTF-8, duplicate fields, and
 * nesting beyond 64 levels throw {@link UnreadableAnswerException} with a short excerpt that shows no secret.
 *
 * <p>A source is read to the end of the value, up to a limit (1 MiB for a job, an event or a token, 32 MiB for a page),
 * and is never closed. An {@link IOException} always comes from the source. Immutable and thread-safe.
 */
public final class JobCodec {
    private static final long LARGEST_JOB = 1L << 20;
    private static final long LARGEST_PAGE = 32L << 20;

    private final LinkResolver links;
    private final DocumentReader documents;
    private final ErrorAnswers errors;

    /**
     * A codec without a token to mask.
     *
     * @param baseUrl absolute, http or https; relative links are resolved against it
     * @throws IllegalArgumentException if it is not
     */
    public JobCodec(URI baseUrl) {
        this(baseUrl, null);
    }

    /**
     * A codec that masks the token wherever an answer repeats it.
     *
     * @param baseUrl absolute, http or https; relative links are resolved against it
     * @param token the token, which no excerpt or detail may show
     * @throws IllegalArgumentException if the base URL is not
     */
    public JobCodec(URI baseUrl, @Nullable ApiToken token) {
        this.links = new LinkResolver(baseUrl);
        Redactor redactor = new Redactor(token);
        this.documents = new DocumentReader(redactor);
        this.errors = new ErrorAnswers(redactor);
    }

    /**
     * The body of a request for a job: {@code {"url": …, "options": {…}}}. Options are sent as they
     * were set, known or not. Without options the field is left out, so that the service's defaults apply.
     *
     * @throws IllegalArgumentException if an option's value can't be written as JSON or is nested deeper than 64 levels
     */
    public byte[] encode(ExportRequest request) {
        return JobWriter.encode(request);
    }

    /**
     * A job as JSON, with the field names of the service's export jobs page and its unknown fields. Decoding it gives
     * an equal job, except that a value of a known field that was not understood is left out where the field has
     * another one.
     *
     * @throws IllegalArgumentException if an unknown field's value can't be written as JSON or is nested deeper than 64
     *     levels
     */
    public byte[] encodeJob(Job job) {
        return JobWriter.encode(job);
    }

    /**
     * A job from a REST answer.
     *
     * @param context the request, for the error
     * @throws UnreadableAnswerException if the bytes are not a job
     * @throws IOException if reading the source fails
     */
    public Job decodeJob(BufferedSource source, ErrorContext context) throws IOException {
        return documents.readShort(source, LARGEST_JOB, context, in -> JobReader.readJob(in, links));
    }

    /**
     * A job from a REST answer.
     *
     * @param context the request, for the error
     * @throws UnreadableAnswerException if the bytes are not a job
     */
    public Job decodeJob(byte[] json, ErrorContext context) {
        return documents.readWhole(json, LARGEST_JOB, context, in -> JobReader.readJob(in, links));
    }

    /**
     * The job in the answer to a command, retry or stop. Such an answer may also have no body, or say only that it
     * succeeded: then the command was taken, and the job has to be read to know how it stands. The same
     * holds if the answer names the job and no status of it: then its status is {@link
     * io.exportcomments.job.JobStatus#UNKNOWN}.
     *
     * @param context the request, for the error
     * @return the job; empty if there is none in the answer
     * @throws UnreadableAnswerException if the bytes are not JSON, or say that the command failed
     * @throws IOException if reading the source fails
     */
    public Optional<Job> decodeCommandAnswer(BufferedSource source, ErrorContext context) throws IOException {
        return documents.readIfPresent(source, LARGEST_JOB, context, in -> CommandAnswer.readJob(in, links));
    }

    /**
     * A page of the list: a bare array, or an envelope with {@code items} or {@code data}. The page, limit and total of
     * an envelope replace those of the request where they are valid.
     *
     * @param page the page that was asked for, from 1
     * @param limit the limit that was asked for, from 1
     * @param context the request, for the error
     * @throws UnreadableAnswerException if the bytes are not such a page
     * @throws IOException if reading the source fails
     */
    public JobPage decodePage(BufferedSource source, int page, int limit, ErrorContext context) throws IOException {
        return documents.readLong(source, LARGEST_PAGE, context, in -> PageReader.readPage(in, links, page, limit));
    }

    /**
     * A page of the list, as {@link #decodePage(BufferedSource, int, int, ErrorContext)} reads it.
     *
     * @throws UnreadableAnswerException if the bytes are not such a page
     */
    public JobPage decodePage(byte[] json, int page, int limit, ErrorContext context) {
        return documents.readWhole(json, LARGEST_PAGE, context, in -> PageReader.readPage(in, links, page, limit));
    }

    /**
     * The token for the realtime connection.
     *
     * @throws UnreadableAnswerException if the bytes hold no token
     * @throws IOException if reading the source fails
     */
    public SocketToken decodeSocketToken(BufferedSource source, ErrorContext context) throws IOException {
        return documents.readShort(source, LARGEST_JOB, context, SocketTokenReader::readToken);
    }

    /**
     * The token for the realtime connection.
     *
     * @throws UnreadableAnswerException if the bytes hold no token
     */
    public SocketToken decodeSocketToken(byte[] json, ErrorContext context) {
        return documents.readWhole(json, LARGEST_JOB, context, SocketTokenReader::readToken);
    }

    /**
     * A realtime event: the data of a publication. Its outer {@code url} is the download link of a finished job, never
     * the job's source URL.
     *
     * @throws UnreadableAnswerException if the bytes are not an event
     * @throws IOException if reading the source fails
     */
    public JobEvent decodeRealtimeEvent(BufferedSource source) throws IOException {
        source.request(LARGEST_JOB + 1);
        Buffer there = source.getBuffer();
        return decodeRealtimeEvent(there.readByteArray(Math.min(there.size(), LARGEST_JOB + 1)));
    }

    /**
     * A realtime event, as {@link #decodeRealtimeEvent(BufferedSource)} reads it.
     *
     * @throws UnreadableAnswerException if the bytes are not an event
     */
    public JobEvent decodeRealtimeEvent(byte[] json) {
        return decodeRealtimeEvent(json, 0, json.length);
    }

    /**
     * A realtime event that is a part of these bytes, as {@link #decodeRealtimeEvent(BufferedSource)} reads it.
     *
     * @param from where its first byte is
     * @param to where the byte after its last one is
     * @throws UnreadableAnswerException if the bytes are not an event
     */
    public JobEvent decodeRealtimeEvent(byte[] json, int from, int to) {
        return documents.readPart(
                json, from, to, LARGEST_JOB, (in, again) -> EventReader.readRealtime(in, again, links));
    }

    /**
     * The event of a webhook delivery, in its short or full form. Check its signature first.
     *
     * @throws UnreadableAnswerException if the bytes are not an event
     */
    public JobEvent decodeWebhook(byte[] json) {
        return documents.readPart(
                json, 0, json.length, LARGEST_JOB, (in, again) -> EventReader.readWebhook(in, again, links));
    }

    /** Reads the rows of a JSON result. A row may take up to 16 MiB. */
    public RowReader rows() {
        return json -> new RowIterator(json, documents);
    }

    /**
     * The error for an answer with a status other than 2xx. At most 64 KiB of its body are read.
     *
     * @param context the request
     * @param retryAfter the {@code Retry-After} header, in seconds or as a date; null if there is none, and ignored
     * if it is neither
     * @param date the {@code Date} header, from which a date in {@code Retry-After} is counted; null if there is none
     * @param body the body or its beginning; it is not closed, and reading it may fail
     * @param now the time by this machine's clock, which is used if there is no valid {@code Date}
     */
    public ExportCommentsException errorFor(
            ErrorContext context,
            int status,
            @Nullable String retryAfter,
            @Nullable String date,
            BufferedSource body,
            Instant now) {
        return errors.errorFor(context, status, retryAfter, date, body, now);
    }

    /**
     * The error for an answer with a status other than 2xx, as in
     * {@link #errorFor(ErrorContext, int, String, String, BufferedSource, Instant)}.
     */
    public ExportCommentsException errorFor(
            ErrorContext context,
            int status,
            @Nullable String retryAfter,
            @Nullable String date,
            byte[] body,
            Instant now) {
        return errors.errorFor(context, status, retryAfter, date, body, now);
    }

    /** The error for an answer without a {@code Date} header. */
    public ExportCommentsException errorFor(
            ErrorContext context, int status, @Nullable String retryAfter, BufferedSource body, Instant now) {
        return errors.errorFor(context, status, retryAfter, null, body, now);
    }

    /** The error for an answer without a {@code Date} header. */
    public ExportCommentsException errorFor(
            ErrorContext context, int status, @Nullable String retryAfter, byte[] body, Instant now) {
        return errors.errorFor(context, status, retryAfter, null, body, now);
    }
}
