package io.exportcomments.transport.retrofit;

import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
import io.exportcomments.port.Timeouts;
import java.io.IOException;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;

/** Asks the service, and tells answers from errors, for all remote operations alike. Thread-safe. */
final class Questions {
    private final JobCodec codec;
    private final Timeouts timeouts;
    private final LiveExchanges live;
    private final Executor threads;

    Questions(JobCodec codec, Timeouts timeouts, LiveExchanges live, Executor threads) {
        this.codec = codec;
        this.timeouts = timeouts;
        this.live = live;
        this.threads = threads;
    }

    /** Asks, and reads the answer. */
    <T> CompletableFuture<T> ask(
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

    /** Asks for what has no answer but that it is done. */
    @SuppressWarnings("NullAway") // A Void has no other value than null.
    CompletableFuture<Void> tell(Operation operation, Function<Exchange, Call<ResponseBody>> request) {
        Exchange exchange = exchange(operation, null);
        return start(exchange, request.apply(exchange), response -> {
            body(exchange.context(), response).close();
            return null;
        });
    }

    FileStream stream(Exchange exchange, Call<ResponseBody> call, ResponseBody body, OptionalLong length) {
        return new FileStream(exchange, call, body, length, live);
    }

    Exchange exchange(Operation operation, @Nullable JobGuid guid) {
        return new Exchange(ErrorContext.of(operation, guid), timeouts);
    }

    <T> CompletableFuture<T> start(Exchange exchange, Call<ResponseBody> call, PendingCall.Answer<T> answer) {
        return new PendingCall<>(exchange, call, answer, live, threads).start();
    }

    /** The body of an answer of 2xx, empty if it has none. */
    ResponseBody body(ErrorContext context, Response<ResponseBody> response) {
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
    interface Decoding<T> {
        T decode(BufferedSource source, ErrorContext context) throws IOException;
    }
}
