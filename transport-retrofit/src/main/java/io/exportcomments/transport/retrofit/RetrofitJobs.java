package io.exportcomments.transport.retrofit;

import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.codec.moshi.http.FileAnswer;
import io.exportcomments.codec.moshi.http.FileLinks;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
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
import io.exportcomments.port.Timeouts;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;

/** The remote operations: each makes a request, starts it, and reads its answer. Thread-safe. */
final class RetrofitJobs implements JobTransport {
    private static final MediaType JSON = MediaType.get("application/json");

    private final JobService service;
    private final JobCodec codec;
    private final Timeouts timeouts;
    private final LiveExchanges live;
    private final Executor threads;

    RetrofitJobs(JobService service, JobCodec codec, Timeouts timeouts, LiveExchanges live, Executor threads) {
        this.service = service;
        this.codec = codec;
        this.timeouts = timeouts;
        this.live = live;
        this.threads = threads;
    }

    @Override
    public CompletableFuture<Job> create(ExportRequest request) {
        RequestBody body = RequestBody.create(codec.encode(request), JSON);
        return ask(Operation.CREATE, null, exchange -> service.create(body, exchange), codec::decodeJob);
    }

    @Override
    public CompletableFuture<Job> get(JobGuid guid) {
        return ask(Operation.GET, guid, exchange -> service.get(guid.value(), exchange), codec::decodeJob);
    }

    @Override
    public CompletableFuture<JobPage> list(int page, int limit) {
        if (page < 1 || limit < 1) {
            throw new IllegalArgumentException("Pages and limits start at 1: page " + page + ", limit " + limit);
        }
        return ask(
                Operation.LIST,
                null,
                exchange -> service.list(page, limit, exchange),
                (source, context) -> codec.decodePage(source, page, limit, context));
    }

    @Override
    public CompletableFuture<Job> retry(JobGuid guid) {
        return ask(Operation.RETRY, guid, exchange -> service.retry(guid.value(), exchange), codec::decodeJob);
    }

    @Override
    public CompletableFuture<Job> stop(JobGuid guid) {
        return ask(Operation.STOP, guid, exchange -> service.stop(guid.value(), exchange), codec::decodeJob);
    }

    @Override
    @SuppressWarnings("NullAway") // A Void has no other value than null.
    public CompletableFuture<Void> ping() {
        Exchange exchange = exchange(Operation.PING, null);
        return start(exchange, service.ping(exchange), response -> {
            body(exchange.context(), response).close();
            return null;
        });
    }

    @Override
    public CompletableFuture<SocketToken> socketToken() {
        return ask(Operation.SOCKET_TOKEN, null, service::socketToken, codec::decodeSocketToken);
    }

    @Override
    public CompletableFuture<RemoteFile> open(URI link, FileRange range) {
        HttpUrl url = HttpUrl.get(FileLinks.checked(link).toString());
        Exchange exchange = exchange(Operation.FILE, null);
        Call<ResponseBody> call =
                service.open(url, FileAnswer.rangeHeader(range), FileAnswer.ifRangeHeader(range), exchange);
        return start(exchange, call, response -> file(exchange, call, range, response));
    }

    private RemoteFile file(
            Exchange exchange, Call<ResponseBody> call, FileRange range, Response<ResponseBody> response) {
        ResponseBody body = body(exchange.context(), response);
        try {
            FileAnswer answer = FileAnswer.of(exchange.context(), range, response.code(), response.headers()::get);
            exchange.untimed();
            return answer.file(new FileStream(exchange, call, body, answer.length(), live));
        } catch (UnreadableAnswerException e) {
            call.cancel();
            body.close();
            throw e;
        }
    }

    private <T> CompletableFuture<T> ask(
            Operation operation,
            @Nullable JobGuid guid,
            Function<Exchange, Call<ResponseBody>> request,
            Decoding<T> decoding) {
        Exchange exchange = exchange(operation, guid);
        ErrorContext context = exchange.context();
        return start(exchange, request.apply(exchange), response -> {
            try (ResponseBody body = body(context, response)) {
                return decoding.decode(body.source(), context.answered(response.code(), null, null));
            }
        });
    }

    private Exchange exchange(Operation operation, @Nullable JobGuid guid) {
        return new Exchange(ErrorContext.of(operation, guid), timeouts);
    }

    private <T> CompletableFuture<T> start(Exchange exchange, Call<ResponseBody> call, PendingCall.Answer<T> answer) {
        return new PendingCall<>(exchange, call, answer, live, threads).start();
    }

    /** The body of an answer of 2xx, empty if it has none. */
    private ResponseBody body(ErrorContext context, Response<ResponseBody> response) {
        if (!response.isSuccessful()) {
            throw error(context, response);
        }
        ResponseBody body = response.body();
        return body == null ? ResponseBody.create("", null) : body;
    }

    private ExportCommentsException error(ErrorContext context, Response<ResponseBody> response) {
        try (ResponseBody body = response.errorBody()) {
            BufferedSource source = body == null ? new Buffer() : body.source();
            String retryAfter = response.headers().get("Retry-After");
            return codec.errorFor(context, response.code(), retryAfter, source, Instant.now());
        }
    }

    /** Reads a value from an answer's body. */
    @FunctionalInterface
    private interface Decoding<T> {
        T decode(BufferedSource source, ErrorContext context) throws IOException;
    }
}
