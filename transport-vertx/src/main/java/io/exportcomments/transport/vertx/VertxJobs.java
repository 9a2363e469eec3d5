package io.exportcomments.transport.vertx;

import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.codec.moshi.http.FileAnswer;
import io.exportcomments.codec.moshi.http.FileLinks;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.Operation;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.SocketToken;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The remote operations: each makes a request, and starts it. Thread-safe. Source: the service's export jobs page. */
final class VertxJobs implements JobTransport {
    static final Map<String, String> READING = Map.of("Accept", "application/json", "Accept-Encoding", "gzip");
    static final Map<String, String> WITHOUT_BODY = with(READING, "Content-Length", "0");
    static final Map<String, String> WITH_JSON = with(READING, "Content-Type", "application/json");
    private static final long LARGEST_JOB = 2L << 20;
    private static final long LARGEST_PAGE = 40L << 20;

    private final URI baseUrl;
    private final JobCodec codec;
    private final Conversation conversation;

    VertxJobs(URI baseUrl, JobCodec codec, Conversation conversation) {
        this.baseUrl = baseUrl;
        this.codec = codec;
        this.conversation = conversation;
    }

    @Override
    public CompletableFuture<Job> create(ExportRequest request) {
        Buffer body = Buffer.buffer(codec.encode(request));
        Asked asked =
                new Asked(ErrorContext.of(Operation.CREATE, null), HttpMethod.POST, at("/api/v3/job"), WITH_JSON, body);
        return start(asked, job());
    }

    @Override
    public CompletableFuture<Job> get(JobGuid guid) {
        return start(reading(Operation.GET, guid, "/api/v3/job/" + guid.value()), job());
    }

    @Override
    public CompletableFuture<JobPage> list(int page, int limit) {
        if (page < 1 || limit < 1) {
            throw new IllegalArgumentException("Pages and limits start at 1: page " + page + ", limit " + limit);
        }
        return start(
                reading(Operation.LIST, null, "/api/v3/jobs?page=" + page + "&limit=" + limit),
                new JsonAnswer<>(LARGEST_PAGE, (source, context) -> codec.decodePage(source, page, limit, context)));
    }

    @Override
    public CompletableFuture<Job> retry(JobGuid guid) {
        return start(patching(Operation.RETRY, guid, "/api/v3/job/" + guid.value() + "/retry"), job());
    }

    @Override
    public CompletableFuture<Job> stop(JobGuid guid) {
        return start(patching(Operation.STOP, guid, "/api/v3/job/" + guid.value() + "/stop"), job());
    }

    @Override
    public CompletableFuture<Void> ping() {
        return start(reading(Operation.PING, null, "/api/v1/ping"), Leftover::takeNothing);
    }

    @Override
    public CompletableFuture<SocketToken> socketToken() {
        Asked asked = new Asked(
                ErrorContext.of(Operation.SOCKET_TOKEN, null),
                HttpMethod.POST,
                at("/api/public/auth/socket"),
                WITHOUT_BODY,
                null);
        return start(asked, new JsonAnswer<>(LARGEST_JOB, codec::decodeSocketToken));
    }

    @Override
    public CompletableFuture<RemoteFile> open(URI link, FileRange range) {
        // The length and the parts of a file are those of its bytes, so it must not come compressed.
        Map<String, String> headers = new HashMap<>(Map.of("Accept", "*/*", "Accept-Encoding", "identity"));
        putIfPresent(headers, "Range", FileAnswer.rangeHeader(range));
        putIfPresent(headers, "If-Range", FileAnswer.ifRangeHeader(range));
        Asked asked = new Asked(
                ErrorContext.of(Operation.FILE, null),
                HttpMethod.GET,
                FileLinks.checked(link),
                Map.copyOf(headers),
                null);
        return start(asked, (exchange, request, response) -> takeFile(exchange, range, request, response));
    }

    private static void takeFile(
            Exchange<RemoteFile> exchange, FileRange range, HttpClientRequest request, HttpClientResponse response) {
        FileAnswer answer;
        try {
            answer = FileAnswer.of(exchange.context(), range, response.statusCode(), response::getHeader);
        } catch (UnreadableAnswerException e) {
            exchange.fail(e);
            return;
        }
        FileStream stream = FileStream.open(exchange, request, response);
        exchange.over();
        exchange.read(() -> answer.file(stream));
    }

    private JsonAnswer<Job> job() {
        return new JsonAnswer<>(LARGEST_JOB, codec::decodeJob);
    }

    private Asked reading(Operation operation, @Nullable JobGuid guid, String target) {
        return new Asked(ErrorContext.of(operation, guid), HttpMethod.GET, at(target), READING, null);
    }

    private Asked patching(Operation operation, JobGuid guid, String target) {
        return new Asked(ErrorContext.of(operation, guid), HttpMethod.PATCH, at(target), WITHOUT_BODY, null);
    }

    private URI at(String target) {
        return URI.create(baseUrl + target);
    }

    private <T> CompletableFuture<T> start(Asked asked, Exchange.Answer<T> answer) {
        return new Exchange<>(asked, answer, conversation).start();
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(name, value);
        return Map.copyOf(all);
    }

    private static void putIfPresent(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }
}
