package io.exportcomments.benchmarks;

import com.squareup.moshi.JsonReader;
import io.exportcomments.ExportComments;
import io.exportcomments.transport.vertx.VertxTransport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okio.Buffer;

/**
 * Calls over Vert.x: the bare client with an adapter written by hand, which decodes on the event loop or, as ours does,
 * elsewhere, and ours.
 */
final class VertxCalls implements Comparison {
    static final String BARE = "Vert.x HttpClient";
    static final String HANDED_OVER = "the same, decoded on a thread that may block";

    private final CannedService service = new CannedService("done");
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient bare = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(ClientCalls.AT_ONCE));
    private final ExportComments client = ClientCalls.client(service.url(), VertxTransport.create());
    private final MoshiJobs moshi = new MoshiJobs();
    private final boolean alone;

    private final ExecutorService workers = Executors.newFixedThreadPool(2);

    private VertxCalls(boolean alone) throws IOException {
        this.alone = alone;
    }

    static Comparison one() throws IOException {
        return new VertxCalls(true);
    }

    static Comparison many() throws IOException {
        return new VertxCalls(false);
    }

    @Override
    public int operations() {
        return alone ? 1 : ClientCalls.AT_ONCE;
    }

    @Override
    public Map<String, Work> sides() {
        return alone
                ? Map.of(
                        OURS,
                        ClientCalls.one(client),
                        BARE,
                        () -> decodedThere().join(),
                        HANDED_OVER,
                        () -> decoded(answer().toCompletionStage()
                                .toCompletableFuture()
                                .join()
                                .getBytes()))
                : Map.of(
                        OURS,
                        ClientCalls.many(client),
                        BARE,
                        () -> ClientCalls.atOnce(this::decodedThere),
                        HANDED_OVER,
                        () -> ClientCalls.atOnce(this::decodedByWorkers));
    }

    private CompletableFuture<PlainJob> decodedThere() {
        return answer().map(body -> decoded(body.getBytes()))
                .toCompletionStage()
                .toCompletableFuture();
    }

    private CompletableFuture<PlainJob> decodedByWorkers() {
        return answer().toCompletionStage()
                .thenApplyAsync(body -> decoded(body.getBytes()), workers)
                .toCompletableFuture();
    }

    private Future<io.vertx.core.buffer.Buffer> answer() {
        return bare.request(HttpMethod.GET, service.url().getPort(), "127.0.0.1", "/api/v3/job/" + Samples.GUID)
                .compose(VertxCalls::body);
    }

    private static Future<io.vertx.core.buffer.Buffer> body(HttpClientRequest request) {
        Future<io.vertx.core.buffer.Buffer> body = request.response().compose(HttpClientResponse::body);
        request.putHeader("X-AUTH-TOKEN", ClientCalls.TOKEN.reveal())
                .putHeader("Accept", "application/json")
                .send();
        return body;
    }

    private PlainJob decoded(byte[] json) {
        try {
            return moshi.fromJson(JsonReader.of(new Buffer().write(json)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        workers.shutdown();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        service.close();
    }
}
