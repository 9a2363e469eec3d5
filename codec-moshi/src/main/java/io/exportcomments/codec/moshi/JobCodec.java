package io.exportcomments.codec.moshi;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import io.exportcomments.codec.moshi.JobField.Vocabulary;
import io.exportcomments.error.AuthenticationException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.ServiceException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobEvent;
import io.exportcomments.job.JobPage;
import io.exportcomments.port.ApiToken;
import io.exportcomments.port.RowReader;
import io.exportcomments.port.SocketToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads the service's JSON into core's types and writes them, for every transport and update source alike: REST answers, realtime
 * events, webhook deliveries and the bodies of errors.
 *
 * <p>Lenient in what an answer may leave out, spell otherwise or add: of a job only the guid and the status must be there,
 * numbers may come as text, and what can't be made sense of is kept in {@link Job#unknownFields()}, as is a link that is no http or
 * https link. Strict in what is JSON: bytes that are malformed, cut, not UTF-8, nested deeper than 64 levels, too large, or
 * name a field twice give an {@link UnreadableAnswerException} with a short excerpt that shows no secret.
 *
 * <p>Sources are read to the end of the value, never past the answer's limit (a job, event or token 1 MiB, a page 32 MiB), and
 * never closed. An {@link IOException} is always the source's own. Immutable and thread-safe.
 */
public final class JobCodec {
    private static final long LARGEST_JOB = 1L << 20;
    private static final long LARGEST_PAGE = 32L << 20;
    private static final int LARGEST_ERROR = 1 << 16;

    private final Links links;
    private final Redaction redaction;
    private final Documents documents;

    /**
     * A codec that knows no token to mask.
     *
     * @param baseUrl absolute, http or https; relative links are resolved against it
     * @throws IllegalArgumentException if it is none
     */
    public JobCodec(URI baseUrl) {
        this(baseUrl, null);
    }

    /**
     * A codec that masks the token wherever an answer repeats it.
     *
     * @param baseUrl absolute, http or https; relative links are resolved against it
     * @param token what no excerpt or detail may show
     * @throws IllegalArgumentException if the base URL is none
     */
    public JobCodec(URI baseUrl, @Nullable ApiToken token) {
        this.links = new Links(baseUrl);
        this.redaction = new Redaction(token);
        this.documents = new Documents(redaction);
    }

    /**
     * The body of a request for a job: {@code {"url": …, "options": {…}}}. Options go as they were set, known or not; without any, the
     * field is left out, so that the service's own defaults hold.
     *
     * @throws IllegalArgumentException if an option's value has no form in JSON, or nests deeper than 64 levels
     */
    public byte[] encode(ExportRequest request) {
        return written(writer -> writer.write(request));
    }

    /**
     * A job as JSON, by the names of the service's export jobs page, with its unknown fields: decoding it gives an equal job.
     *
     * @throws IllegalArgumentException if an unknown field's value has no form in JSON, or nests deeper than 64 levels
     */
    public byte[] encodeJob(Job job) {
        return written(writer -> writer.write(job));
    }

    private interface Writing {
        void write(JobWriter writer) throws IOException;
    }

    private static byte[] written(Writing writing) {
        Buffer bytes = new Buffer();
        try {
            writing.write(new JobWriter(JsonWriter.of(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException("Memory can't break", e);
        }
        return bytes.readByteArray();
    }

    /**
     * A job of a REST answer.
     *
     * @param context what was asked, for the error
     * @throws UnreadableAnswerException if the bytes are no job
     * @throws IOException if the source breaks
     */
    public Job decodeJob(BufferedSource source, ErrorContext context) throws IOException {
        return documents.readShort(source, LARGEST_JOB, context, this::readJob);
    }

    /**
     * A job of a REST answer.
     *
     * @param context what was asked, for the error
     * @throws UnreadableAnswerException if the bytes are no job
     */
    public Job decodeJob(byte[] json, ErrorContext context) {
        return documents.readWhole(json, LARGEST_JOB, context, this::readJob);
    }

    private Job readJob(JsonInput in) throws IOException {
        JobFields fields = new JobFields(in, links, Vocabulary.REST);
        fields.readObject();
        return fields.build();
    }

    /**
     * A page of the list, read as it comes: a bare array, or an envelope with {@code items} or {@code data}. An envelope's own
     * page, limit and total are taken where they make sense.
     *
     * @param page the page that was asked for, from 1
     * @param limit the limit that was asked for, from 1
     * @param context what was asked, for the error
     * @throws UnreadableAnswerException if the bytes are no such page
     * @throws IOException if the source breaks
     */
    public JobPage decodePage(BufferedSource source, int page, int limit, ErrorContext context) throws IOException {
        return documents.readLong(source, LARGEST_PAGE, context, in -> new PageReader(in, links, page, limit).read());
    }

    /**
     * A page of the list, as {@link #decodePage(BufferedSource, int, int, ErrorContext)} reads it.
     *
     * @throws UnreadableAnswerException if the bytes are no such page
     */
    public JobPage decodePage(byte[] json, int page, int limit, ErrorContext context) {
        return documents.readWhole(json, LARGEST_PAGE, context, in -> new PageReader(in, links, page, limit).read());
    }

    /**
     * The token for the realtime connection.
     *
     * @throws UnreadableAnswerException if the bytes hold none
     * @throws IOException if the source breaks
     */
    public SocketToken decodeSocketToken(BufferedSource source, ErrorContext context) throws IOException {
        return documents.readShort(source, LARGEST_JOB, context, JobCodec::readSocketToken);
    }

    /**
     * The token for the realtime connection.
     *
     * @throws UnreadableAnswerException if the bytes hold none
     */
    public SocketToken decodeSocketToken(byte[] json, ErrorContext context) {
        return documents.readWhole(json, LARGEST_JOB, context, JobCodec::readSocketToken);
    }

    private static SocketToken readSocketToken(JsonInput in) throws IOException {
        if (in.reader().peek() == JsonReader.Token.BEGIN_OBJECT
                && in.object().get("token") instanceof String token
                && !token.isBlank()) {
            return new SocketToken(token);
        }
        throw new MalformedException("no token");
    }

    /**
     * A realtime event: the data of a publication. Its outer {@code url} is the download link of a finished job, and never the
     * job's source URL.
     *
     * @throws UnreadableAnswerException if the bytes are no event
     * @throws IOException if the source breaks
     */
    public JobEvent decodeRealtimeEvent(BufferedSource source) throws IOException {
        return documents.readShort(
                source, LARGEST_JOB, ErrorContext.NONE, in -> new EventReader(in, links).readRealtime());
    }

    /**
     * A realtime event, as {@link #decodeRealtimeEvent(BufferedSource)} reads it.
     *
     * @throws UnreadableAnswerException if the bytes are no event
     */
    public JobEvent decodeRealtimeEvent(byte[] json) {
        return documents.readWhole(
                json, LARGEST_JOB, ErrorContext.NONE, in -> new EventReader(in, links).readRealtime());
    }

    /**
     * The event of a webhook delivery, in its short or its full form. Its signature is to be checked before.
     *
     * @throws UnreadableAnswerException if the bytes are no event
     */
    public JobEvent decodeWebhook(byte[] json) {
        return documents.readWhole(
                json, LARGEST_JOB, ErrorContext.NONE, in -> new EventReader(in, links).readWebhook());
    }

    /** Reads the rows of a JSON result: see {@link RowReader}. A row may have 16 MiB. */
    public RowReader rows() {
        return json -> new JsonRows(json, documents);
    }

    /**
     * The error for an answer that is none of the 200s, whatever its body is: of that, the first 64 KiB are looked at.
     *
     * @param context what was asked
     * @param status the HTTP status
     * @param retryAfter the header {@code Retry-After}: seconds, a date, or rubbish, which is passed over; null if there is none
     * @param body the body, or its beginning; it stays open, and may break
     * @param now the time that a date in the header is compared with
     */
    public ExportCommentsException errorFor(
            ErrorContext context, int status, @Nullable String retryAfter, BufferedSource body, Instant now) {
        byte[] start;
        try {
            start = body.request(LARGEST_ERROR)
                    ? body.readByteArray(LARGEST_ERROR)
                    : body.getBuffer().readByteArray();
        } catch (IOException e) {
            // The status is known, and tells more than that the rest of its body got lost.
            start = body.getBuffer().readByteArray();
        }
        return errorFor(context, status, retryAfter, start, now);
    }

    /**
     * The error for an answer that is none of the 200s, as
     * {@link #errorFor(ErrorContext, int, String, BufferedSource, Instant)} makes it.
     */
    public ExportCommentsException errorFor(
            ErrorContext context, int status, @Nullable String retryAfter, byte[] body, Instant now) {
        byte[] start = body.length > LARGEST_ERROR ? Arrays.copyOf(body, LARGEST_ERROR) : body;
        ErrorBody said = ErrorBody.read(start, redaction);
        ErrorContext answered = context.answered(status, said.errorCode(), said.detail());
        Optional<Duration> wait = RetryAfter.of(said.secondsToWait(), retryAfter, now);
        return switch (status) {
            case 401 -> new AuthenticationException(answered, null);
            case 402, 403 -> new PermissionException(answered, null);
            case 404, 410 -> new NotFoundException(answered, null);
            // The service gave up waiting for the request, or would have it later: its trouble, and no fault of the
            // request.
            case 408, 425 -> new ServiceException(answered, wait, null);
            case 429 -> new RateLimitException(answered, RateLimit.fromErrorCode(said.errorCode()), wait, null);
            default -> byClass(answered, status, wait, start);
        };
    }

    private ExportCommentsException byClass(ErrorContext answered, int status, Optional<Duration> wait, byte[] start) {
        if (status >= 400 && status < 500) {
            return new InvalidRequestException(answered, null);
        }
        if (status >= 500 && status < 600) {
            return new ServiceException(answered, wait, null);
        }
        // A redirect that must not be followed, or no HTTP status at all: something else than the service answers.
        byte[] head = Arrays.copyOf(start, Math.min(start.length, Redaction.LONGEST));
        return new UnreadableAnswerException(answered, redaction.excerpt(head), null);
    }
}
